"""The words for what stands in the way of a case, in both languages."""

OBSTACLES = {
    "already_past_acceptance": (
        "这件申请已经过了受理环节，请刷新页面查看最新状态。",
        "This application is already past acceptance. Reload the page to see where it stands.",
    ),
    "no_part_in_the_case": (
        "这件办件由它的窗口和审批部门办理，您可以查看，不能操作。",
        "This case is handled by its window and its offices. You may look at it.",
    ),
    "hand_number_unknown": (
        "“{about}”不是本服务点应急编号本上的编号，请核对。",
        "“{about}” is not a number of this service point's emergency pads. Check it.",
    ),
    "hand_number_used": (
        "应急编号 {about} 已经补录过。",
        "The emergency number {about} has been entered already.",
    ),
    "not_in_an_outage": (
        "填写的时间不在已登记的停机期间内，不能补录。请核对时间，或请大厅主管登记停机。",
        "The time lies in no recorded outage. Check it, or ask the hall manager to record the outage.",
    ),
    "accepted_before_received": ("受理时间不能早于收件时间。", "It cannot be accepted before it was received."),
    "late_entry_waits": (
        "这件是补录件，纸面受理的时间正在等待核准。",
        "This case was entered afterwards; its acceptance on paper waits for approval.",
    ),
    "late_entry_answered": ("这件补录已经审核过。", "This late entry has been answered already."),
    "late_entry_is_own": (
        "这件是您补录的，请由另一位同事核准。",
        "You entered this one. A colleague must approve it.",
    ),
    "no_gap_named": ("请至少指出一项需要补正的内容。", "Name at least one thing that has to be corrected."),
    "gap_without_words": (
        "请写明“{about}”有什么问题、怎么改。",
        "Say what is wrong with “{about}” and how to mend it.",
    ),
    "right_office_not_named": (
        "不属于本机关职权的，必须写明应向哪个机关申请（行政许可法第三十二条）。",
        "If it is outside this office's power, name the office to apply to (Administrative Licensing Law art. 32).",
    ),
    "reasons_missing": ("请写明理由。", "Give the reasons."),
    "missing_paper": ("还差一份材料：{about}", "One paper is still missing: {about}"),
    "suspended": (
        "这件申请正在特别程序中，结束后才能作出决定。",
        "The case is in a special procedure and cannot be decided until that ends.",
    ),
    "not_accepted_yet": ("还没有受理，不能作出决定。", "It has not been accepted yet, so it cannot be decided."),
    "already_decided": ("这件申请已经作出决定。", "This case is already decided."),
    "accepted_by_you": (
        "这件申请是您受理的，受理和审批不能是同一个人，请交由同事决定。",
        "You accepted this case. Whoever accepts does not decide: leave it to a colleague.",
    ),
    "already_delivered": ("结果已经领取过了。", "The result has already been handed over."),
    "not_decided_yet": ("还没有办结，没有可以领取的结果。", "It is not decided yet; there is nothing to hand over."),
    "receiver_not_proved": (
        "查询码或身份不符，不能交付。请核对身份证，或请申请人提供查询码。",
        "Neither code nor identity fits: nothing can be handed over. Check the card or ask for the query code.",
    ),
    "draft_already_begun": (
        "这个事项已有一份没提交的草稿，请继续填写或先删除它。",
        "There is an open draft of this item for this party: go on with it, or throw it away first.",
    ),
    "paper_not_asked": ("这里不需要材料“{about}”。", "The paper “{about}” is not asked for here."),
    "already_handed_in": ("这份申请已经提交，编号 {about}。", "This application was already handed in under {about}."),
    "item_changed": (
        "“{about}”的办事指南已更新。请确认按新版继续，已填写的内容会保留。",
        "The guide of “{about}” has been updated. Confirm that you go on with the new version; your answers are kept.",
    ),
    "say_who_you_are": ("请先填写申请人身份信息。", "Tell us first who you are."),
    "not_authorised_for_party": (
        "您还没有获得对方授权，不能代为申请。",
        "You have no authorisation in force to apply for this party.",
    ),
    "no_correction_waited_for": ("这件申请目前不需要补正。", "Nothing has to be corrected at the moment."),
    "nothing_corrected": ("没有改动任何内容。", "Nothing was changed."),
    "gaps_left": (
        "还有没补交的：{about}。告知书只能答复一次，补交后不能再补；确实补不了的，请勾选“先交这些”。",
        "Still missing: {about}. The notice is answered once; tick “Hand in these only” if the rest cannot be brought.",
    ),
    "gaps_left_in_call": (
        "还有没补交的：{about}。告知书只能答复一次；确实补不了的，请用 is_partial 说明。",
        "Still missing: {about}. The notice is answered once; say is_partial if the rest cannot be brought.",
    ),
    "file_not_put_by": (
        "没有为答复这份告知书上传过文件 {about}。",
        "No file {about} was put by for the answer to this notice.",
    ),
    "nothing_handed_in": ("请至少补交一份材料，或改正申请表。", "Hand in at least one paper, or correct the form."),
    "correction_still_open": (
        "补正期限还没有到，不能退回。",
        "The time for corrections is not over yet, so it cannot be returned.",
    ),
    "no_gap_left": ("告知书所列内容都已补正，应当受理。", "Everything in the notice has been put right: accept it."),
    "opinion_not_a_choice": ("请选择“同意”或“不同意”。", "Choose “agree” or “object”."),
    "decision_not_a_choice": ("请选择“准予”或“不予许可”。", "Choose “grant” or “refuse”."),
    "not_single_officer": (
        "“{about}”不是审核合一的即办事项，受理和决定须由两人分别作出。",
        "“{about}” is not a single-officer instant item: acceptance and decision need two people.",
    ),
    "not_your_case": ("这不是您的申请。", "This is not your application."),
    "not_your_visit": ("这次接待不在您的窗口，或已经结束。", "This visit is not at your window, or has ended."),
    "item_not_at_this_window": (
        "本窗口不受理“{about}”，请引导到相应窗口。",
        "This window does not take “{about}”: show the visitor to the right one.",
    ),
    "visit_without_case": (
        "这次接待还没有收件，请选择咨询、一次性告知或改日再来。",
        "Nothing was received in this visit: choose consultation, told once, or come again.",
    ),
    "card_read_too_long_ago": (
        "证件读取已超过 30 分钟，请重新读取身份证。",
        "The card was read more than 30 minutes ago. Read it again.",
    ),
    "moments_out_of_order": (
        "时间顺序不对：应当依次为收件、受理、决定、办结。",
        "The moments are out of order: received, accepted, decided, closed.",
    ),
    "moment_out_of_reach": (
        "时间在 2000 年以前，或者在导入之后。",
        "A moment lies before the year 2000 or after the import.",
    ),
    "decided_without_acceptance": ("没有受理就作出了决定。", "It was decided without having been accepted."),
    "outcome_does_not_fit": (
        "结果“{about}”与所处阶段不符：决定只能是准予或不予许可，未决定而办结的应写明原因，未办结的没有结果。",
        "The outcome “{about}” does not fit: a decision grants or refuses, a close without one says why, "
        "what is open has none.",
    ),
    "step_out_of_order": (
        "环节“{about}”的时间不在受理和决定之间，或者先完成后开始。",
        "The step “{about}” lies outside acceptance and decision, or ended before it began.",
    ),
    "answer_unknown": ("申请表里没有这一项。", "The form has no such answer."),
    "purpose_missing": ("请写明查看的用途。", "Say what you need to see it for."),
}

TRAIL = {
    "trail.EnteredLate": ("补录：应急编号 {hand_number}", "Entered afterwards: emergency number {hand_number}"),
    "trail.LateEntryApproved": ("补录已核准", "The late entry was approved"),
    "trail.LateEntryRefused": ("补录未核准，以录入时间为准", "The late entry was refused: the times of entry stand"),
    "trail.CorrectionNotified": ("一次性告知需要补正的内容", "Everything to be corrected was told once"),
    "trail.CorrectionAnswered": ("申请人补正", "The applicant corrected"),
    "trail.CorrectedOnSpot": ("当场更正申请表", "The form was corrected on the spot"),
    "trail.AcceptanceRefused": ("告知不受理或不予受理", "Told that it is not taken on"),
    "trail.CaseReturned": ("补正不到位，退回申请", "Returned: the correction did not come or did not suffice"),
    "trail.CaseWithdrawn": ("申请人撤回", "Withdrawn by the applicant"),
    "trail.ResultHandedOutForAnother": (
        "由收件的服务点代决定机关交付结果",
        "The service point that took the application handed the result out for the deciding office",
    ),
    "trail.CaseDelivered": ("结果已送达", "The result was handed over"),
    "trail.AnswerRevealed": ("查看个人信息，用途：{purpose}", "Personal data looked at, for: {purpose}"),
}

WORDS = OBSTACLES | TRAIL
