"""Sampling of decisions by one officer, in words."""

WORDS = {
    "checked_already": ("{about}已经抽查过了。", "{about} has been checked before."),
    "own_decision": ("不能抽查自己作出的决定（{about}）。", "Nobody checks a decision of their own ({about})."),
    "check_without_remark": (
        "请选择结果；发现问题的，请写明。",
        "Please choose a result, and say what was found amiss.",
    ),
    "trail.DecisionChecked": ("一人办结抽查", "A decision by one officer was checked"),
}
