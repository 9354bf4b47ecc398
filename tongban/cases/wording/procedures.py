"""The words for special procedures, hearings and items of limited number."""

WORDS = {
    "hearing_asked_too_late": (
        "提出听证申请的期限（五个工作日）已过。",
        "The five working days in which a hearing may be asked for are over.",
    ),
    "hearing_announced_too_late": (
        "听证的时间、地点应当提前 {days} 日通知，请改为更晚的时间。",
        "Time and place of a hearing are announced {days} days ahead. Choose a later day.",
    ),
    "hearing_held_too_late": (
        "听证应当自收到申请之日起二十个工作日内组织，请改为更早的时间。",
        "A hearing is held within twenty working days of the request. Choose an earlier day.",
    ),
    "chair_examined_the_case": (
        "审查这件申请的人员不能主持听证，请另选主持人。",
        "Whoever examined the case does not chair the hearing. Choose somebody else.",
    ),
    "quota_used_up": (
        "这个事项的数量（{quota} 个）已经用完，不能再准予。",
        "The number of this item ({quota}) is used up; nothing more can be granted.",
    ),
    "accepted_before_this": (
        "{about} 受理在前。有数量限制的事项按受理先后作出决定，请先办那一件。",
        "{about} was accepted before this one. Items of limited number are decided in that order: decide it first.",
    ),
}
