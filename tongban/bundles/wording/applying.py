"""The words for what stands in the way of handing a bundle in, and of a member of it."""

WORDS = {
    "bundle_retired": ("“{about}”已停办，不能再申请。", "“{about}” is offered no longer."),
    "bundle_changed": (
        "“{about}”的内容已更新，请重新核对后再提交。",
        "“{about}” has changed since you began. Look through it again, then hand it in.",
    ),
    "bundle_not_offered": ("“{about}”在这里还没有开通。", "“{about}” is not offered here yet."),
    "member_not_to_leave_out": (
        "“{about}”不能不办：一件事里没有这一项，或者它是必办的。",
        "“{about}” cannot be left out: the bundle has no such member, or it is required.",
    ),
    "bundle_needs_nothing": (
        "按您的回答，“{about}”里没有需要办理的事项。",
        "By your answers, nothing in “{about}” has to be applied for.",
    ),
    "bundle_member_barred": (
        "它要用到的前一项没有办成，暂时办不了；前一项办成后自动继续。",
        "What it rests on was not granted. It goes on by itself once that is.",
    ),
    "bundle_member_over": (
        "“{about}”在办理途中停止办理了，不会再开始；可以结束这一项，已办成的照常领取。",
        "“{about}” was ended meanwhile and will not begin. Give it up; what was granted is yours.",
    ),
    "bundle_member_suspended": (
        "“{about}”暂停办理，恢复后自动开始。",
        "“{about}” takes no new cases for the time being. It begins by itself once it does.",
    ),
    "bundle_member_not_running": ("“{about}”现在不在办理中，不用催。", "“{about}” is not under way now."),
    "bundle_member_not_failed": ("“{about}”没有被退回或者不予许可，不用重新办。", "“{about}” did not fail."),
    "bundle_member_unknown": ("没有代号为 {about} 的事项。", "There is no member {about}."),
    "bundle_nothing_blocked": ("没有办不了的事项，不用提前结束。", "Nothing is blocked: nothing has to be given up."),
    "bundle_not_yours_to_lead": (
        "这件事由{about}牵头，您不能代为操作。",
        "{about} leads this. You cannot act for it.",
    ),
    "bundle_switch_in_the_past": (
        "开关只能从今天或者以后的日子起生效。",
        "A switch takes effect from today at the earliest.",
    ),
    "outcome.partly_granted": ("部分办成", "Partly granted"),
}
