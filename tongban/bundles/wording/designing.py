"""The words for the findings about a bundle as it is designed: each says how to mend it."""

WORDS = {
    "bundle_exists": ("本地区已有代码为 {about} 的一件事。", "This region has a bundle with the code {about} already."),
    "bundle_draft_exists": (
        "“{about}”已有一份草稿，请在那份草稿上修改。",
        "“{about}” has a draft already. Change that one.",
    ),
    "bundle_not_a_draft": (
        "{about} 已经发布，不能修改；请起草新版本。",
        "{about} is published and stays as it is. Draft a new version.",
    ),
    "bundle_member_exists": ("已有代号为 {about} 的事项。", "There is a member with the code {about} already."),
    "bundle_says_unknown": ("不认识这些内容：{about}。", "These are not known: {about}."),
    "bundle_of_one": (
        "一件事至少要有两个事项，请再加一个。",
        "A bundle has two items or more. Add another one.",
    ),
    "bundle_circle": (
        "事项互相等待，谁也开始不了：{about}。请去掉其中一条先后关系。",
        "These wait for one another, and none could begin: {about}. Take one of the links away.",
    ),
    "bundle_item_over": (
        "“{about}”已停用，请换成现行事项，或者从一件事里去掉。",
        "“{about}” is retired. Choose an item in force, or take it out.",
    ),
    "bundle_office_gone": (
        "“{about}”的承办部门没有设岗，没有人能办。请先设岗，或者换成有人承办的事项。",
        "Nobody holds a post at the office of “{about}”. Fill one first, or choose an item that somebody handles.",
    ),
    "bundle_answers_nothing": (
        "“{about}”没有“{question}”这个问题，请去掉这条预设回答。",
        "“{about}” does not ask “{question}”. Take this answer away.",
    ),
    "bundle_answer_malformed": (
        "“{about}”的问题“{question}”的回答写法不对：要么写固定回答（is），要么写取自哪个问题（from）。",
        "How “{about}” is answered “{question}” cannot be read: say either “is” or “from”.",
    ),
    "bundle_answer_from_nowhere": (
        "“{about}”要取“{question}”的回答，但一件事里没有这个问题。请补上这个问题或者改取别的。",
        "“{about}” takes its answer from “{question}”, which the bundle does not ask. Ask it, or take another.",
    ),
    "bundle_answer_no_choice": (
        "给“{about}”的问题“{question}”预设的回答不在它的选项里，请改成其中一个选项。",
        "The answer set for “{question}” of “{about}” is none of its choices. Set one of them.",
    ),
    "bundle_question_left": (
        "“{about}”的问题“{question}”没有预设回答，会单独问申请人一次。",
        "“{question}” of “{about}” has no answer set and is put to the applicant by itself.",
    ),
    "bundle_link_to_nothing": (
        "先后关系里的“{about}”不是这件事的成员，请改成已有的事项代号。",
        "A link names “{about}”, which is no member. Name a member.",
    ),
    "bundle_gives_nothing": (
        "“{about}”的结果要给“{target}”用，但没有写给哪份材料。请选材料，或者改成只分先后。",
        "“{about}” gives something to “{target}”, but no paper is named. Name one, or make it order alone.",
    ),
    "bundle_source_without_result": (
        "“{about}”没有结果文书，不能作“{target}”的材料。请去掉这条关系或者改成只分先后。",
        "“{about}” gives no result that “{target}” could use. Take the link away, or make it order alone.",
    ),
    "bundle_orphan_input": (
        "“{about}”没有代号为 {paper} 的材料，接不上前一项的结果。请改成它要的材料。",
        "“{about}” asks for no paper {paper}, so the result leads nowhere. Name a paper that it asks for.",
    ),
    "bundle_same_unknown": (
        "“{about}”对不上任何事项的字段或者材料（合并为 {key}）。请核对事项代号和名称。",
        "“{about}”, joined as {key}, is no field or paper of a member. Check its code and name.",
    ),
    "fields_alike": (
        "“{one}”的“{other_label}”和“{other}”的“{label}”字段同名，名称不同，先分开填。如果是同一内容，请设为合并。",
        "“{other_label}” of “{one}” and “{label}” of “{other}” have one name and two labels, and are asked apart. "
        "Join them if they are the same.",
    ),
    "field_of_other_kind": (
        "“{one}”的“{other_label}”和“{other}”的“{label}”类型不同，不能合成一个字段，会分开填。请统一类型或者不合并。",
        "“{other_label}” of “{one}” and “{label}” of “{other}” take different kinds of answers and stay apart. "
        "Make them alike, or do not join them.",
    ),
    "field_bounds_conflict": (
        "“{one}”的“{other_label}”和“{other}”的“{label}”要求互相矛盾，没有一个答案都能满足，会分开填。请统一要求。",
        "No answer satisfies both “{other_label}” of “{one}” and “{label}” of “{other}”; they stay apart. "
        "Make their rules agree.",
    ),
    "field_twice_in_part": (
        "“{other}”里有两个字段合到了同一处（“{label}”），后一个分开填。",
        "Two fields of “{other}” were joined as one (“{label}”); the later one stays apart.",
    ),
    "bundle_paper_asked_and_fetched": (
        "“{about}”有的事项要申请人交，有的由部门自己取（{by}）。请把要交的那项也改成免提交。",
        "One item asks for “{about}” while another has it fetched ({by}). Have it fetched for all.",
    ),
    "bundle_file_not_toml": ("{file} 不是正确的 TOML：{about}", "{file} is no TOML: {about}"),
    "bundle_file_misshapen": (
        "{file}“{about}”的写法不对：类型、长度或者代码里的字符不符合要求，请对照写法说明。",
        "{file} “{about}” is not written as it should be: see the kind, length and characters that it takes.",
    ),
    "bundle_file_unknown": (
        "{file} {place}：不认识“{about}”，是不是“{meant}”？",
        "{file} {place}: “{about}” is not known. Was “{meant}” meant?",
    ),
    "bundle_file_lacks": ("{file} {place}：缺少“{about}”。", "{file} {place}: “{about}” is missing."),
    "bundle_file_no_choice": (
        "{file} {place}：“{about}”不在可选范围里，可选：{choices}。",
        "{file} {place}: “{about}” is none of the choices: {choices}.",
    ),
    "bundle_item_not_here": (
        "{place}没有部门办理基本编码为 {about} 的事项。请先认领发布，或者设为可以不办（required = false）。",
        "No office at {place} handles the item {about}. Publish it there first, or say required = false.",
    ),
    "bundle_lead_not_here": (
        "{place}没有“{about}”可以牵头。请写成员代号或者部门简称。",
        "There is no “{about}” at {place} to lead. Name a member, or a department by its short name.",
    ),
    "bundle_file_of_another": (
        "文件里的代码是 {about}，这件事的代码是 {code}。请核对是不是拿错了文件。",
        "The file is of {about}, and this bundle is {code}. Perhaps it is the wrong file.",
    ),
    "bundle_switch_of_nothing": (
        "{about}没有发布这件事，没有可以开关的。",
        "{about} has not published it: there is nothing to switch.",
    ),
    "bundle_mended_already": (
        "这一处已经改过了，请看最新的检查结果。",
        "This was mended already. See the findings as they are now.",
    ),
}
