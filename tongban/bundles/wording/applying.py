"""The words for what stands in the way of handing a bundle in, and of a member of it."""

WORDS = {
    "bundle_retired": ("“{about}”已停办，不能再申请。", "“{about}” is offered no longer."),
    "bundle_changed": (
        "“{about}”的内容已更新，请重新核对后再提交。",
        "“{about}” has changed since you began. Look through it again, then hand it in.",
    ),
    "bundle_not_offered": ("“{about}”在这里还没有开通。", "“{about}” is not offered here yet."),
    "bundle_needs_nothing": (
        "按您的回答，“{about}”里没有需要办理的事项。",
        "By your answers, nothing in “{about}” has to be applied for.",
    ),
    "bundle_member_barred": (
        "它要用到的前一项没有办成，暂时办不了；前一项办成后自动继续。",
        "What it rests on was not granted. It goes on by itself once that is.",
    ),
}
