"""The kernel's obstacles in words, Chinese and English."""

WORDS = {
    "too_often": (
        "操作太频繁了，请 {minutes} 分钟后再试。您填写的内容还在。",
        "This was done too often. Please try again in {minutes} minutes; what you typed is kept.",
    ),
    "reveal_without_purpose": (
        "请写明查看原因,查看会留下记录。",
        "Say why you need to see it; the look is recorded.",
    ),
    "not_an_amount": ("“{about}”不是金额,例如:1200.50。", "“{about}” is not an amount; for example: 1200.50."),
    "not_a_dead_letter": (
        "这条记录正在发送或已经送达,无需重试。",
        "This is being delivered or has arrived; there is nothing to retry.",
    ),
}
