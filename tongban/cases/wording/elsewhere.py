"""The words for matters that somebody else decides."""

WORDS = {
    "status_goes_one_way": (
        "对方的状态只能往前走，请刷新页面查看最新状态。",
        "The status of the other side only goes forward. Reload the page to see where it stands.",
    ),
    "papers_not_forwarded": (
        "材料还没有转交对方，请先登记转交。",
        "The papers have not been forwarded yet. Record that first.",
    ),
    "outside_number_missing": ("请填写对方的受理编号。", "Give the number under which the other side accepted it."),
    "outside_number_stands": (
        "对方编号已登记为 {about}，不能改写；登记错了请退回后重新登记。",
        "Their number is on record as {about} and is not written over; return the matter and record it anew if wrong.",
    ),
    "their_day_is_past": (
        "对方承诺的办结日已经过去，请核对。",
        "The day promised by the other side is past. Check it.",
    ),
    "not_agreed_with_them": (
        "“{about}”不在与对方的通办清单里，不能代收。",
        "“{about}” is in no agreement with that city, so its papers cannot be taken for it.",
    ),
    "no_paper_taken": ("请至少登记一份收下的材料。", "Record at least one paper that was taken."),
    "way_not_said": (
        "请写明怎么转交：快递公司和单号，或者系统名称。",
        "Say how it was forwarded: courier and number, or system.",
    ),
    "number_not_known_here": ("这里没有编号 {about} 的办件。", "There is no case {about} here."),
    "not_their_case": ("办件 {about} 不由这个系统办理。", "The case {about} is not handled by this system."),
    "not_done_elsewhere": (
        "“{about}”在本平台办理，不用引导。",
        "“{about}” is handled on this platform; nobody needs to be sent elsewhere.",
    ),
    "TakenForElsewhere": ("登记为在外办理", "Recorded as handled elsewhere"),
    "ElsewhereNoted": ("登记对方进展", "The other side's progress was recorded"),
    "ElsewhereForwarded": ("材料已转交对方", "The papers were forwarded"),
}
