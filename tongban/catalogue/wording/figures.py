"""What stands against keeping a baseline, or a file for a guide, in words."""

WORDS = {
    "nothing_to_keep": (
        "没有可以留作基线的事项：在用的事项都已有基线。",
        "There is nothing to keep: every item in force has a baseline.",
    ),
    "baseline_without_source": (
        "请写明基线的出处，例如改革方案的名称。",
        "Say where the baseline comes from, for example the name of the reform.",
    ),
    "attachment_without_name": (
        "请选择文件的种类，并写一个申请人看得懂的名称。",
        "Choose a kind, and a name that applicants understand.",
    ),
    "attachment_is_there": (
        "同样的文件已经有了：“{about}”。",
        "The same file is there already: “{about}”.",
    ),
    "shared_field_malformed": (
        "共用字段要有代码（小写字母、数字、下划线）、名称和种类。",
        "A shared field needs a code (small letters, digits, underscores), a label and a kind.",
    ),
    "shared_field_ended": ("共用字段“{about}”已经停用。", "The shared field “{about}” has ended."),
}
