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
        "与基本目录不一致（{about}）：{here}。名称、编码、依据、类型四级应当相同。",
        "Differs from the basic catalogue ({about}): {here}. Name, code, basis and type are the same on all levels.",
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
