"""Obstacles and the trail of a matter in words, Chinese and English."""

OBSTACLES = {
    "illegal_move": (
        "{about} 目前的状态不允许这样办理，请刷新页面查看最新进展。",
        "{about} cannot take this step from where it is now; reload the page to see where it stands.",
    ),
    "no_decision_while_suspended": (
        "{about} 正在特别程序中，结束后才能作出决定。",
        "{about} is in a special procedure; it can be decided once that has ended.",
    ),
    "step_still_open": ("环节“{about}”还没有完成。", "The step “{about}” has not been completed."),
    "clock_already_runs": ("同一种时限已经在计时。", "A limit of this kind is running already."),
    "no_such_clock": ("没有正在计时的这种时限。", "No limit of this kind is running."),
    "steps_already_planned": ("{about} 的环节已经安排好了。", "The steps of {about} have been planned already."),
    "no_steps": ("没有安排任何环节。", "There is no step in the plan."),
    "step_code_twice": ("环节代码“{about}”出现了两次。", "The step code “{about}” occurs twice."),
    "wave_left_out": ("第 {about} 轮没有环节。", "Wave {about} has no step."),
    "post_does_no_steps": ("环节“{about}”的岗位不办理环节。", "The post of the step “{about}” does not handle steps."),
    "step_not_open": (
        "环节“{about}”现在不在办理中：可能已经完成，或尚未开始。",
        "The step “{about}” is not under way: it has ended, or has not begun.",
    ),
    "step_already_claimed": (
        "环节“{about}”已有同事在办理。需要接手时，请对方移交。",
        "A colleague has taken up the step “{about}”. To take over, ask for it to be handed to you.",
    ),
    "not_your_step": (
        "环节“{about}”由其他岗位办理，您没有这个岗位的权限。",
        "The step “{about}” belongs to a post that you do not hold.",
    ),
    "step_ends_in_its_own_way": (
        "“{about}”以审查意见或审批决定办结，请用对应的办理方式。",
        "“{about}” ends with an opinion or a decision: use the act that is meant for it.",
    ),
    "colleague_may_not": (
        "该同事没有办理环节“{about}”的岗位，不能移交。",
        "That colleague does not hold a post for the step “{about}”; it cannot be handed over.",
    ),
    "outcome_missing": ("请选择环节“{about}”的办理结果。", "Choose the outcome of the step “{about}”."),
    "not_an_earlier_wave": ("只能退回到更早的环节。", "Work can only be sent back to an earlier step."),
    "reason_missing": ("请写明理由。", "Give a reason."),
    "basis_missing": ("请写明依据。", "Name the legal basis."),
    "expected_days_missing": (
        "请填写预计需要多少个工作日，这个天数会告知申请人。",
        "Say how many working days it will take; the applicant is told.",
    ),
    "extension_without_days": ("请填写延长多少天，至少 1 天。", "Say by how many days, at least 1."),
    "already_extended": ("这个时限已经延长过，不能再次延长。", "This limit has been extended already."),
    "extension_too_late": ("时限已过，不能再延长。", "The limit has passed and can no longer be extended."),
    "clock_stands_still": (
        "特别程序期间暂停计时，结束后才能延长。",
        "The clock stands still during the special procedure; extend it afterwards.",
    ),
    "may_not_extend": (
        "延长要由{who}批准。",
        "An extension is approved by whoever answers for the body that decides ({who}).",
    ),
    "extension_too_long": (
        "最多延长 {days} 个工作日（{about}）。",
        "It can be extended by {days} working days at most ({about}).",
    ),
    "procedure_too_long": (
        "“{about}”依法不超过 {days} 个工作日。",
        "By law “{about}” takes {days} working days at most.",
    ),
    "procedure_under_way": ("“{about}”正在进行中。", "“{about}” is under way already."),
    "may_not_suspend": (
        "特别程序由本部门审查或审批岗位启动和结束。",
        "A special procedure is begun and ended by a review or approval post of the responsible office.",
    ),
    "no_special_procedure": ("{about} 没有正在进行的特别程序。", "{about} is in no special procedure."),
    "matter_closed": ("{about} 已经办结。", "{about} is closed."),
    "may_not_urge": ("只有监察人员可以催办。", "Only a supervisor may press for it."),
    "wrong_number_or_code": (
        "没有找到。请核对受理编号和查询码，两者都在收件凭证上。",
        "Not found. Check the number and the query code; both are on your receipt.",
    ),
    "too_many_lookups": (
        "查询太频繁了，请 {minutes} 分钟后再试。",
        "Too many look-ups; try again in {minutes} minutes.",
    ),
}

TRAIL = {
    "trail.MatterImported": (
        "从“{system}”导入，原编号 {old_number}",
        "Taken over from “{system}”, old number {old_number}",
    ),
    "trail.MatterOpened": ("收件", "Received"),
    "trail.MatterAccepted": ("受理", "Accepted"),
    "trail.MatterDecided": ("作出决定", "Decided"),
    "trail.MatterClosed": ("办结", "Closed"),
    "trail.StepOpened": ("环节“{about}”开始办理", "Step “{about}” opened"),
    "trail.StepClaimed": ("认领环节“{about}”", "Step “{about}” taken up"),
    "trail.StepReleased": ("放回环节“{about}”", "Step “{about}” laid back"),
    "trail.StepPassedOn": (
        "经办人不在岗，环节“{about}”转由 B 角办理",
        "Its officer is away: step “{about}” passed on to holder B of the post",
    ),
    "trail.StepLaidBack": (
        "经办人授权终止或不在岗，环节“{about}”退回本机构待办",
        "Its officer may not do it any more, or is away: step “{about}” lies on the office's desk again",
    ),
    "trail.StepHandedOver": ("移交环节“{about}”", "Step “{about}” handed over"),
    "trail.StepReturned": ("退回：由“{about}”退回重办", "Sent back from “{about}”"),
    "trail.StepCompleted": ("完成环节“{about}”", "Step “{about}” completed"),
    "trail.StepsCancelled": ("其余环节不再需要", "Remaining steps cancelled"),
    "trail.ClockMissed": ("时限已过", "A limit was missed"),
    "trail.DueDateMoved": ("到期日改变", "The due day moved"),
    "trail.ReceiptBackdated": ("收件时间按停机期间的实际时间补正", "Receipt put where it was, in the outage"),
    "trail.MatterExtended": ("延长时限 {amount} 天", "Extended by {amount} days"),
    "trail.SpecialProcedureBegun": (
        "启动特别程序“{kind}”，预计 {expected_days} 个工作日",
        "Special procedure “{kind}” begun, {expected_days} working days expected",
    ),
    "trail.SpecialProcedureEnded": (
        "特别程序“{kind}”结束",
        "Special procedure “{kind}” ended",
    ),
    "trail.MatterReminded": ("系统提醒：快到期", "Reminded: due soon"),
    "trail.MatterUrged": ("催办", "Pressed for"),
}

OUTCOMES = {
    "outcome.granted": ("准予", "Granted"),
    "outcome.refused": ("不予许可", "Refused"),
    "outcome.not_needed": ("不受理：不需要办理许可", "No licence needed"),
    "outcome.refused_acceptance": ("不予受理", "Acceptance refused"),
    "outcome.returned": ("退件", "Returned"),
    "outcome.pass": ("通过", "Passed"),
    "outcome.agree": ("同意", "Agreed"),
    "outcome.object": ("不同意", "Objected"),
    "outcome.return": ("退回", "Sent back"),
    "outcome.withdrawn": ("申请人撤回", "Withdrawn"),
    "outcome.voided": ("收件凭证作废", "Receipt made void"),
}

WORDS = OBSTACLES | TRAIL | OUTCOMES
