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
    "procedure_not_listed": (
        "事项没有列明“{about}”，要由本机关负责人写明依据后启动。",
        "The item does not list “{about}”: whoever answers for the body begins it, and names the law.",
    ),
    "inspectors_missing": (
        "“{about}”应当指派 {least} 名以上工作人员（行政许可法第五十五条）。",
        "{least} officers or more are sent for “{about}” (Administrative Licensing Law art. 55).",
    ),
    "procedure_is_over": ("这个程序已经结束，请刷新页面。", "This procedure has ended. Reload the page."),
    "procedure_outcome_missing": ("请选择程序的结论。", "Say how the procedure ended."),
    "procedure_result_missing": ("请写明程序的结果。", "Say what came of the procedure."),
    "hearing_given_up": ("听证的权利已经放弃。", "The right to a hearing was given up."),
    "giving_up_not_confirmed": (
        "放弃听证要有本人的确认：在网上勾选，或者书面声明。",
        "Giving a hearing up has to be confirmed: by a tick online, or by a statement in writing.",
    ),
    "hearing_was_held": ("听证已经举行。", "The hearing was held."),
    "interested_person_unnamed": (
        "请写明利害关系人是谁、告知书送到哪里。",
        "Say who is interested, and where the notice goes.",
    ),
    "hearing_told_already": (
        "这件申请的听证正在办理中，请刷新页面。",
        "The hearing of this case is under way. Reload the page.",
    ),
    "notice_code_wrong": (
        "编码不对，或者已经过期。请照听证告知书上的编码重新输入，或者联系出具告知书的机关。",
        "The code is wrong, or no longer good. Type it as it stands on the notice, or ask the office that sent it.",
    ),
    "interested_identity_wrong": (
        "利害关系人的身份证号码或者统一社会信用代码不对，请核对；不知道的可以不填。",
        "The identity number or credit code is wrong. Check it, or leave it out where it is not known.",
    ),
    "trail.HearingNoticeClaimed": (
        "利害关系人登录并用告知书的编码认领",
        "Somebody interested signed in and used the code of their notice",
    ),
    "hearing_not_asked_for": ("申请人还没有提出听证。", "No hearing has been asked for."),
    "hearing_not_announced": ("还没有通知听证的时间、地点。", "Time and place have not been announced."),
    "hearing_not_held_yet": ("听证还没有到举行的时间。", "The time of the hearing has not come yet."),
    "trail.HearingRightTold": ("告知听证权利", "The right to a hearing was told"),
    "trail.InterestedPersonTold": ("告知利害关系人听证权利", "Somebody interested was told of the right to a hearing"),
    "trail.HearingGivenUp": ("放弃听证", "A hearing was given up"),
    "trail.HearingDaysMoved": ("放假安排调整，听证期限顺延", "Holidays changed: the days of the hearing moved"),
    "trail.HearingRequested": ("要求听证", "A hearing was asked for"),
    "trail.HearingAnnounced": ("通知听证时间、地点", "Time and place of the hearing were announced"),
    "trail.HearingHeld": ("听证结束，笔录入卷", "The hearing was held; its record is in the file"),
    "quota_used_up": (
        "这个事项的数量（{quota} 个）已经用完，不能再准予。",
        "The number of this item ({quota}) is used up; nothing more can be granted.",
    ),
    "accepted_before_this": (
        "{about} 受理在前。有数量限制的事项按受理先后作出决定，请先办那一件。",
        "{about} was accepted before this one. Items of limited number are decided in that order: decide it first.",
    ),
}
