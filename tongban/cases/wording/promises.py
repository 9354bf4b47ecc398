"""The words for what is taken on a promise, and for what becomes of it."""

OBSTACLES = {
    "paper_may_follow": (
        "还差一份可以后补的材料：{about}。请补齐，或由申请人书面承诺补交后容缺受理。",
        "A paper that may follow is not there yet: {about}. Hand it in, or promise in writing to bring it later.",
    ),
    "gap_still_open": (
        "还缺材料“{about}”，{since} 容缺受理时承诺补交。补齐之前不能作出决定，也不能发证。",
        "The paper “{about}” is still missing; it was to follow when the case was accepted on {since}. "
        "Nothing is decided or issued before it is there.",
    ),
    "tolerance_not_open": (
        "“{about}”不适用容缺受理，材料须齐全后受理。",
        "“{about}” is not accepted while papers lack.",
    ),
    "nothing_lacks": (
        "没有暂缺的次要材料，请按一般程序受理。",
        "No secondary paper is missing: accept it in the ordinary way.",
    ),
    "promise_not_signed": (
        "申请人还没有签署承诺书，不能容缺受理。",
        "The applicant has not signed the promise yet.",
    ),
    "promised_days_too_many": (
        "承诺补交的天数应在 1 到 {most} 个工作日之间，不能超过办理承诺时限。",
        "The papers have to come within 1 to {most} working days, not after the promised limit.",
    ),
    "word_not_taken": (
        "有没有履行或没有修复的记录，不适用容缺受理和告知承诺：{about}（{since}）。修复后可以再次适用。",
        "A promise was broken before, or a bad record is not repaired: {about} ({since}). "
        "Nothing more is taken on a promise until that is made up for.",
    ),
    "gap_is_closed": (
        "“{about}”已经补齐，或者这件申请已经办结，请刷新页面。",
        "“{about}” has come already, or the case has ended. Reload the page.",
    ),
    "day_of_arrival_cannot_be": (
        "“{about}”的到达日期应在受理日和今天之间。",
        "“{about}” must have arrived between acceptance and today.",
    ),
    "paper_came_too_late": (
        "“{about}”应在 {due} 前到达，已经逾期。因不可抗力的，请先办理延长。",
        "“{about}” had to arrive by {due}. If force majeure kept it back, have the time extended first.",
    ),
    "commitment_not_offered": (
        "“{about}”不实行告知承诺，请按一般程序办理。",
        "“{about}” is not decided on a promise: take it the ordinary way.",
    ),
    "commitment_excluded": (
        "“{about}”属于{field}领域，没有法律依据的，不能实行告知承诺。",
        "“{about}” belongs to a field ({field}) in which nothing is decided on a promise unless a statute allows it.",
    ),
    "no_promise_to_take_back": ("没有可以撤回的承诺。", "There is no promise to take back."),
    "told_too_late": (
        "“{about}”在第一次告知时就应当提出，依法不能再要求补正。确需告知的，请勾选说明，这次告知将记录为违规。",
        "“{about}” could have been raised in the first notice. If it has to be told all the same, tick that you know: "
        "it is then recorded as a violation.",
    ),
    "nothing_to_come": (
        "主要材料已经齐全，不需要预审，请直接受理。",
        "All main papers are there: accept it instead of a pre-review.",
    ),
    "already_repaired": ("这条记录已经修复。", "This record has been made up for already."),
}

TRAIL = {
    "trail.PromiseSigned": ("申请人签署承诺书", "A promise was signed"),
    "trail.PromiseTakenBack": ("申请人撤回承诺", "The promise was taken back"),
    "trail.AcceptedWithGaps": ("容缺受理，材料补至 {due_on}", "Accepted with papers to follow until {due_on}"),
    "trail.GapFilled": ("补交材料到达：{arrived_on}", "A paper that lacked arrived on {arrived_on}"),
    "trail.GapsMoved": ("补交期限改为 {due_on}", "Papers may now follow until {due_on}"),
    "trail.DecidedOnCommitment": (
        "按告知承诺当场决定，{check_due_on}前核查",
        "Decided at once on the promise; to be checked by {check_due_on}",
    ),
    "trail.ViolationRecorded": (
        "应当一次告知而再次告知，已记录",
        "Told again what could have been told once: on record",
    ),
    "trail.PreReviewed": ("已按信用承诺预审", "Pre-reviewed on a credit promise"),
    "trail.CaseLapsed": ("承诺补交的材料没有补来，视为撤回", "What was promised did not come: treated as withdrawn"),
}

WORDS = OBSTACLES | TRAIL
