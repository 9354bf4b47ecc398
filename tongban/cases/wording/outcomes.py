"""The words for what follows a decision: results, and the office that regulates."""

WORDS = {
    "result_not_in_force": (
        "“{about}”已经不在有效状态，不能再以它为准办理。",
        "{about} is no longer in force; nothing can be based on it.",
    ),
    "result_not_theirs": (
        "{about}不是这位申请人的，或者不是这个事项的证照。",
        "{about} is not this applicant's, or not a licence of this item.",
    ),
    "purpose_unknown": ("请选择变更、延续、补换或者注销。", "Choose change, renewal, replacement or cancellation."),
    "ground_not_of_this_act": (
        "请选择这种处理的法定情形。",
        "Choose one of the grounds that the law gives for this act.",
    ),
    "nothing_was_granted": ("这件申请没有准予许可，不能这样处理。", "Nothing was granted in this case."),
    "not_in_this_state": ("现在的状态不能{about}。", "Not possible in its present state: {about}."),
    "already_announced": (
        "已经告知拟{about}，请先对它作出决定。",
        "An act was announced already ({about}): decide it first.",
    ),
    "statement_still_open": (
        "当事人可以陈述、申辩到 {about}，在这之前不能作出决定。",
        "The party may state its case until {about}; nothing is decided before that.",
    ),
    "announced_by_you": (
        "这是您告知的，请由另一位同事审核后决定。",
        "You announced this one. A colleague decides it after review.",
    ),
    "statement_empty": ("请写下陈述、申辩意见。", "Write down what is said."),
    "findings_missing": ("请写明核查情况。", "Say what was found."),
    "check_not_a_choice": ("请选择核查结论。", "Choose what the check found."),
    "check_is_recorded": ("这项核查已经有结论，请刷新页面。", "This check has been recorded already. Reload the page."),
    "order_needs_a_day": (
        "责令改正的，请写明改正要求和今天以后的期限。",
        "An order to correct says what has to be done and by which day after today.",
    ),
    "penalty_without_number": ("请填写处罚决定书文号。", "Give the number of the penalty decision."),
    "day_to_come": ("日期不能晚于今天。", "The day cannot lie ahead."),
    "already_corrected": (
        "这一条已经更正过，请更正最新的一条。",
        "This row was corrected already: correct the newest one.",
    ),
    "trail.LaterActAnnounced": (
        "告知拟撤销或撤回，等待陈述、申辩",
        "Told that it may be taken back; the party may speak",
    ),
    "trail.LaterActAnswered": ("当事人陈述、申辩", "The party stated its case"),
    "trail.LaterActDropped": ("不再处理，许可继续有效", "Dropped: the licence stays in force"),
    "trail.LaterActDecided": ("对许可作出后续决定", "Decided on the licence"),
    "trail.CommitmentChecked": ("承诺核查", "The commitment was checked"),
    "trail.RegulatorReported": ("监管部门反馈", "The regulating office reported"),
    "trail.DecisionPublished": ("决定已公示", "The decision was made public"),
    "trail.PublicationCorrected": ("公示内容已更正", "What was published was corrected"),
    "trail.CollectingReminded": ("结果未领取，已提醒或标记", "Not collected: reminded, or marked"),
    "trail.FilePrinted": ("打印办件卷宗，共 {papers} 件", "The file was printed: {papers} papers"),
    "trail.ResultGiven": ("发给结果", "The result was given"),
    "trail.ResultEnded": ("结果不再有效", "The result is no longer in force"),
    "trail.RenewedBySilence": ("逾期未作决定，视为准予延续", "Not decided in time: it counts as renewed"),
    "trail.RenewalReminded": ("已提醒持有人申请延续", "The holder was reminded to ask for renewal"),
    "trail.RegulatorTold": ("决定已送监管部门", "The regulating office was told of the decision"),
    "trail.RegulatorReceived": ("监管部门已签收", "The regulating office signed for it"),
}
