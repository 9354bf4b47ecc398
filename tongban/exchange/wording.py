"""The obstacles of exchange in words, Chinese and English."""

WORDS = {
    "message_template_unknown": ("没有“{about}”这个短信模板。", "There is no message template “{about}”."),
    "message_value_missing": (
        "短信模板 {template} 缺少内容：{about}。",
        "The message template {template} lacks a value: {about}.",
    ),
    "partner_mode_unknown": ("没有“{about}”这种状态。", "There is no state “{about}”."),
}
