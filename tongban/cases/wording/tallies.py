"""The words for figures of cases."""

WORDS = {
    "speed_out_of_reach": ("请填写 1 到 250 个工作日。", "Give between 1 and 250 working days."),
    "target_before_the_last": (
        "新目标的起始日必须晚于现行目标的起始日。",
        "A new target has to begin after the one that stands.",
    ),
    "SpeedTargetSet": ("设定提速目标", "A target of speed was set"),
}
