"""The words for figures of cases."""

WORDS = {
    "speed_out_of_reach": ("请填写 1 到 250 个工作日。", "Give between 1 and 250 working days."),
    "target_before_the_last": (
        "新目标的起始日必须晚于现行目标的起始日。",
        "A new target has to begin after the one that stands.",
    ),
    "target_has_ended": ("这个目标已经设定了结束日。", "The last day of this target has been set already."),
    "target_ends_in_the_past": (
        "结束日不能早于起始日和今天：已经按目标统计的日子不改。",
        "A target ends today or later, and not before it begins: days counted by it stay as they are.",
    ),
    "no_items_for_speed": (
        "这个部门没有您管理的、在用的承诺件。",
        "This office has no promised item in force that you manage.",
    ),
    "SpeedTargetSet": ("设定提速目标", "A target of speed was set"),
    "SpeedTargetEnded": ("结束提速目标", "A target of speed ends"),
}
