"""What stands against handing in, approving and sending back, in words."""

WORDS = {
    "second_person_needed": (
        "“{about}”要由另一个人审定以后才能公布，请送审。",
        "“{about}” is made public only when a second person approves it: hand it in.",
    ),
    "own_work_approved": (
        "“{about}”您自己写过或者送审过，要由另一个人审定。",
        "You wrote or handed in “{about}”: another person approves it.",
    ),
    "not_in_review": ("“{about}”现在不在送审中。", "“{about}” is not in review."),
    "not_your_approval": (
        "您没有审定“{about}”事项的权限。",
        "You do not approve the items of “{about}”.",
    ),
    "effective_day_passed": ("生效日期 {about} 已经过去。", "The day of effect, {about}, has passed."),
    "version_ends_early": (
        "计划取消日期 {about} 早于生效日期。",
        "The last day, {about}, comes before the first one.",
    ),
    "too_many_at_once": (
        "一次最多改 {most} 个事项，现在选了 {about} 个。",
        "At most {most} items at once; {about} are chosen.",
    ),
    "condition_unreadable": (
        "“{label}”看不懂：{text}。例如：business 是 catering 且 area ≥ 300。",
        "“{label_en}” cannot be read: {text}. Write it like: business is catering and area >= 300.",
    ),
}
