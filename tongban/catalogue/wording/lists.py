"""Why the two lists refuse, and why an item takes no new case, in words."""

WORDS = {
    "item_retired": (
        "“{about}”已停止办理，暂时不能提交。您填写的内容已经保存。",
        "“{about}” is no longer offered, so this cannot be handed in. What you typed is kept.",
    ),
    "item_suspended": (
        "“{about}”暂停办理，到 {until} 为止：{reason}。在办的申请照常办理。",
        "“{about}” takes no new applications until {until}: {reason}. Those already handed in go on.",
    ),
    "item_suspended_for_now": (
        "“{about}”暂停办理，恢复日期待定：{reason}。在办的申请照常办理。",
        "“{about}” takes no new applications for the time being: {reason}. Those already handed in go on.",
    ),
    "suspension_in_the_past": ("暂停不能从过去的日子开始。", "A suspension cannot begin in the past."),
    "suspension_ends_before_it_begins": ("暂停的最后一天不能早于第一天。", "The last day comes before the first one."),
    "not_suspended": ("“{about}”没有暂停。", "“{about}” is not suspended."),
    "already_suspended": ("“{about}”已经登记了暂停。", "A suspension of “{about}” is on record already."),
    "no_cancellation_planned": ("没有计划取消这个事项。", "No cancellation of this item is planned."),
    "law_without_title": ("请写明法律文件的名称。", "Name the law."),
    "mark_is_settled": ("《{about}》的复核已经办结。", "The review after the change of “{about}” is settled already."),
    "settling_without_note": (
        "请写明复核的结论：改了什么，或者为什么不用改。",
        "Say what came of it: what was changed, or why nothing had to be.",
    ),
    "entry_has_ended": (
        "目录事项“{about}”从 {on} 起取消，不能再认领。",
        "The entry “{about}” has ended on {on} and cannot be claimed any more.",
    ),
    "claimed_already": ("{office}已经认领了“{about}”。", "{office} has claimed “{about}” already."),
    "entry_of_this_name": (
        "目录里已经有“{about}”，请直接认领。",
        "“{about}” stands in the catalogue already: claim it.",
    ),
    "reference_list_exists": (
        "“{about}”这一级已经有参考目录。",
        "There is a reference catalogue for this level of “{about}” already.",
    ),
    "nothing_to_add": ("请至少选一个还不在目录里的事项。", "Tick at least one item that is not in the list yet."),
    "entry_is_adopted": (
        "已经有服务中心采用了“{about}”，不能移出。",
        "A centre has adopted “{about}”: it cannot be taken out.",
    ),
    "reference_list_is_public": ("“{about}”已经公布。", "“{about}” is public already."),
    "reference_list_is_empty": ("“{about}”还没有事项，不能公布。", "“{about}” holds no item and cannot be published."),
    "reference_list_not_public": (
        "“{about}”还没有审定公布，不能采用。",
        "“{about}” has not been approved and published: nothing can be adopted from it yet.",
    ),
    "not_for_this_centre": (
        "“{list}”不是给{about}用的。",
        "“{list}” is not meant for {about}.",
    ),
    "discretion_without_outcome": (
        "裁量基准“{about}”没有写明名称，或者没有写明可以怎样决定。",
        "The rule of discretion “{about}” has no name, or does not say what may be decided.",
    ),
    "scenario_names_alike": (
        "两个情形都叫“{about}”，请改一个名称。",
        "Two situations are called “{about}”: rename one.",
    ),
    "retiring_in_the_past": ("取消的日期不能早于今天。", "The day of cancelling cannot be in the past."),
}
