"""What stands against keeping a baseline, in words."""

WORDS = {
    "nothing_to_keep": (
        "没有可以留作基线的事项：在用的事项都已有基线。",
        "There is nothing to keep: every item in force has a baseline.",
    ),
    "baseline_without_source": (
        "请写明基线的出处，例如改革方案的名称。",
        "Say where the baseline comes from, for example the name of the reform.",
    ),
}
