"""The catalogue's obstacles in words: those of forms, for applicants, and those of the lint, for item managers."""

WORDS = {
    "field_required": ("请填写“{label}”。", "Fill in “{label_en}”."),
    "field_too_short": (
        "“{label}”太短，至少 {limit} 个字。",
        "“{label_en}” is too short: at least {limit} characters.",
    ),
    "field_too_long": ("“{label}”太长，最多 {limit} 个字。", "“{label_en}” is too long: at most {limit} characters."),
    "field_wrong_form": (
        "“{label}”的写法不对，请对照说明检查。",
        "“{label_en}” is not in the right form; compare it with the hint.",
    ),
    "field_too_small": ("“{label}”不能小于 {limit}。", "“{label_en}” cannot be less than {limit}."),
    "field_too_large": ("“{label}”不能大于 {limit}。", "“{label_en}” cannot be more than {limit}."),
    "field_not_a_choice": ("请在“{label}”的选项中选择。", "Choose one of the options of “{label_en}”."),
    "field_must_be_agreed": ("请先确认：{label}。", "Confirm first: {label_en}."),
    "field_too_few": ("“{label}”至少选 {limit} 项。", "Choose at least {limit} of “{label_en}”."),
    "columns_unreadable": (
        "表格的列写成：代码 | 中文 | 英文 | 种类。这一行看不懂：{text}",
        "Write a column as: code | Chinese | English | kind. This line cannot be read: {text}",
    ),
    "field_too_many": ("“{label}”最多 {limit} 行。", "“{label_en}” takes {limit} rows at most."),
    "field_twice": ("“{label}”有重复的选择。", "“{label_en}” has the same choice twice."),
    "field_not_a_day": (
        "“{label}”不是日期，请写成 2026-05-07 这样。",
        "“{label_en}” is not a day; write it like 2026-05-07.",
    ),
    "field_not_a_number": ("“{label}”请填数字，例如 320 或 32.5。", "“{label_en}” must be a number, like 320 or 32.5."),
    "field_not_a_whole_number": ("“{label}”请填整数，例如 12。", "“{label_en}” must be a whole number, like 12."),
    "field_not_yes_or_no": ("“{label}”请选择是或否。", "Answer “{label_en}” with yes or no."),
    "condition_malformed": (
        "“{about}”的适用条件写法不对。",
        "The condition of “{about}” is not well formed.",
    ),
    "condition_unknown_field": (
        "“{about}”的适用条件用到了没有问过的“{field}”。",
        "The condition of “{about}” hangs on “{field}”, which nobody is asked.",
    ),
    "no_legal_basis": (
        "“{about}”没有设定依据，不能发布。",
        "“{about}” has no legal basis and cannot be published.",
    ),
    "differs_from_catalogue": (
        "与基本目录不一致：{here}。名称、编码、依据、类型四级应当相同。",
        "Differs from the basic catalogue: {here}. Name, code, basis and type are the same on all levels.",
    ),
    "catch_all_paper": (
        "材料“{about}”是兜底表述，应当写明是什么材料，否则不得要求提交。",
        "The paper “{about}” is a catch-all: say what is meant, or it may not be asked.",
    ),
    "paper_without_reason": ("材料“{about}”没有说明为什么要。", "Nothing says why the paper “{about}” is asked."),
    "paper_asked_twice": ("材料“{about}”要求了两次。", "The paper “{about}” is asked twice."),
    "paper_without_issuer": (
        "材料“{about}”由政府部门核发，应当写明是哪个部门。",
        "The paper “{about}” is issued by an authority: say by which.",
    ),
    "no_statutory_limit_explained": (
        "“{about}”没有法定时限，应当说明原因。",
        "“{about}” has no statutory limit: say why.",
    ),
    "promise_above_statute": (
        "承诺时限 {promised} 超过法定时限 {statutory}。",
        "The promise of {promised} is longer than the statutory limit of {statutory}.",
    ),
    "instant_without_zero_promise": (
        "即办件的承诺时限应当为 0，承诺件应当大于 0；现在是 {promised}。",
        "An instant item promises 0 and a promised item more than 0; this one promises {promised}.",
    ),
    "single_officer_but_not_instant": (
        "只有即办件可以审核合一。",
        "Only an instant item may be decided by a single officer.",
    ),
    "single_officer_without_basis": ("审核合一应当写明依据。", "Say on which basis a single officer decides."),
    "steps_above_promise": (
        "各环节合计 {steps} 个工作日，超过承诺时限 {promised}。",
        "The steps take {steps} working days, more than the promised {promised}.",
    ),
    "contact_missing": ("没有填写联系方式：{about}。", "A contact is missing: {about}."),
    "one_phone_for_questions_and_complaints": (
        "咨询电话和投诉电话不能是同一个号码。",
        "Questions and complaints need different phone numbers.",
    ),
    "phone_without_area_code": (
        "电话 {about} 应当带区号，例如 0990-86000001。",
        "The phone {about} needs its area code, like 0990-86000001.",
    ),
    "no_remedies": (
        "应当写明行政复议机关和行政诉讼法院。",
        "Name the office of administrative review and the court.",
    ),
    "fee_without_basis": ("收费项目“{about}”没有标准或者依据。", "The fee “{about}” has no standard or no basis."),
    "no_frequent_question": ("行政许可至少要有一个常见问题。", "A licence needs at least one frequent question."),
    "basic_code_length": ("基本编码 {about} 应当是 12 位。", "The basic code {about} must have 12 digits."),
    "item_code_length": ("实施编码 {about} 应当是 31 位。", "The item code {about} must have 31 characters."),
    "item_code_other_office": (
        "编码 {about} 的前 18 位不是实施主体的统一社会信用代码 {expected}。",
        "The first 18 characters of {about} are not the credit code of the office, {expected}.",
    ),
    "item_code_other_level": (
        "编码 {about} 的第 19 位不是实施主体的行使层级 {expected}。",
        "Character 19 of {about} is not the level of the office, {expected}.",
    ),
    "item_code_other_catalogue_item": (
        "编码 {about} 的后 12 位不是基本编码 {expected}。",
        "The last 12 digits of {about} are not the basic code {expected}.",
    ),
    "basis_repealed": (
        "依据《{about}》已于 {on} 废止，请更换依据或者取消事项。",
        "The basis “{about}” was repealed on {on}: replace it, or cancel the item.",
    ),
    "basis_without_article": ("“{about}”的设定依据没有写到条款。", "No basis of “{about}” names its article."),
    "paper_without_ground": (
        "材料“{about}”没有写明依据。",
        "No ground is given for asking the paper “{about}”.",
    ),
    "paper_under_another_name": (
        "“{about}”和“{other}”是同一份材料，只能要一次。",
        "“{about}” and “{other}” are one paper: ask for it once.",
    ),
    "paper_held_by_a_source": (
        "“{about}”可以从“{source}”取得，不得要求申请人提交。",
        "“{about}” is supplied by “{source}” and may not be asked of the applicant.",
    ),
    "paper_issued_elsewhere": (
        "“{about}”由{issuer}核发，接通数据后改为免提交。",
        "“{about}” is issued by {issuer}: fetch it once a source is connected.",
    ),
    "proof_not_on_list": (
        "“{about}”不在证明事项清单上，不得要求提供。",
        "“{about}” is not on the list of proofs and may not be asked.",
    ),
    "exempted_without_source": (
        "“{about}”标了免提交，没有写由什么代替。",
        "“{about}” need not be handed in, but nothing says what replaces it.",
    ),
    "lack_days_above_promise": (
        "容缺补正 {days} 个工作日，超过承诺时限 {promised}。",
        "Papers may follow within {days} working days, more than the promised {promised}.",
    ),
    "trips_without_reason": (
        "要到现场 {trips} 次，没有说明原因。",
        "It takes {trips} trips and nothing says why.",
    ),
    "reason_without_trips": (
        "不用到现场，却写了必须到现场的原因。",
        "No trip is needed, yet a reason for one is given.",
    ),
    "no_way_without_coming": (
        "不用到现场又不能网办，应当可以邮寄申请。",
        "Neither a trip nor the net: the post must be a way to apply.",
    ),
    "full_depth_with_trips": (
        "全程网办的到现场次数应当为 0，现在是 {trips}。",
        "What is handled wholly online takes no trip; this says {trips}.",
    ),
    "online_without_depth": ("可以网办，没有写网办深度。", "It can be done online, but nothing says how far."),
    "result_only_at_a_window": (
        "不用到现场，结果却只能到窗口领取，应当可以邮寄或者电子送达。",
        "No trip is needed, yet the result is only at a window: send it by post or electronically.",
    ),
    "express_missing": (
        "不用到现场又不能网办，应当支持物流快递。",
        "Neither a trip nor the net: papers and result go by express, and the item should say so.",
    ),
    "payment_without_fee": ("不收费，网上支付应当为否。", "Nothing is charged, so nothing is paid online."),
    "hours_without_days": ("办理时间“{about}”没有写明工作日。", "The hours “{about}” do not name the working days."),
    "place_without_door": (
        "办理地点“{about}”没有写到窗口或者门牌。",
        "The place “{about}” does not go down to a window or a door.",
    ),
    "theme_without_audience": (
        "选了主题（{about}），没有选服务对象。",
        "Themes are chosen ({about}), but nobody is served.",
    ),
    "result_of_other_kind": (
        "结果“{about}”的类型应当是{kind}。",
        "The result “{about}” should be of the kind {kind}.",
    ),
    "lack_without_papers": (
        "开通了容缺受理，却没有一份材料可以容缺后补。",
        "It may be accepted with gaps, but no paper may follow later.",
    ),
    "commitment_in_excluded_field": (
        "“{about}”属于{field}领域，实行告知承诺应当写明法律依据。",
        "“{about}” is in the field of {field}: a decision on a promise needs the statute that allows it.",
    ),
    "intermediary_not_on_list": (
        "中介服务“{about}”不在清单上，不得作为受理条件。",
        "The intermediary service “{about}” is not on the list and may not be required.",
    ),
    "intermediary_without_basis": (
        "中介服务“{about}”没有写明法律依据。",
        "Nothing says on which law the intermediary service “{about}” is required.",
    ),
    "joint_extension_of_one_office": (
        "统一、联合、集中办理才可以延长 15 日，“{about}”的环节只有一个部门。",
        "15 days more are for unified, joint or centralised handling; the steps of “{about}” are of one office.",
    ),
    "investment_extension_without_its_law": (
        "延长 40 个工作日的是企业投资项目核准，“{about}”的设定依据里没有《企业投资项目核准和备案管理条例》。",
        "40 days more are for the approval of enterprise investment; “{about}” does not stand on its regulation.",
    ),
    "quota_of_nothing": (
        "“{about}”的总数应当是 1 以上；没有数量限制的不填。",
        "The number of “{about}” is 1 or more; leave it open where there is none.",
    ),
    "quota_not_told": (
        "“{about}”最多准予 {quota} 个，“数量限制”里没有写出这个数，应当公示。",
        "“{about}” is granted {quota} times at most; the text on its limit does not tell that number to the public.",
    ),
    "prerequisite_without_basis": (
        "前置事项“{about}”没有名称或者依据，不得作为条件。",
        "“{about}”, which is to come first, has no name or no law: it may not be made a condition.",
    ),
    "prerequisite_on_repealed_law": (
        "前置事项“{about}”的依据已于 {on} 废止。",
        "The law on which “{about}” is to come first was repealed on {on}.",
    ),
    "prerequisite_twice": (
        "前置事项的代码“{about}”用了两次。",
        "The code “{about}” of what comes first is used twice.",
    ),
    "ordinary_way_without_promise": (
        "“{about}”没有告知承诺的内容，不用写一般程序。",
        "“{about}” has no promise to choose, so there is no ordinary way beside it.",
    ),
    "ordinary_way_above_statute": (
        "“{about}”一般程序的时限（{ordinary}）超过法定时限（{statutory}）。",
        "The ordinary way of “{about}” takes {ordinary}, more than the law allows ({statutory}).",
    ),
    "column_unknown": ("没有“{about}”这一栏。", "There is no column “{about}”."),
    "column_missing": ("缺少“{about}”。", "“{about}” is missing."),
    "column_wrong": ("“{about}”填写不对：{what}", "“{about}” is wrong: {what}"),
    "column_other_type": ("“{about}”应为 {type}。", "“{about}” must be {type}."),
    "draft_exists": ("已经有一份草稿，请先完成它。", "There is a draft already: finish it first."),
    "nothing_in_force": ("这个事项没有在用的版本。", "No version of this item is in force."),
    "version_is_published": (
        "“{about}”已经发布，不能再改；请新建版本。",
        "“{about}” is published: draft a new version.",
    ),
    "reason_missing": ("请写明理由。", "Give a reason."),
    "not_your_catalogue": (
        "您不管理“{about}”的事项目录。",
        "You do not manage the catalogue of “{about}”.",
    ),
}
