"""The obstacles of exchange in words, Chinese and English."""

WORDS = {
    "message_template_unknown": ("没有“{about}”这个短信模板。", "There is no message template “{about}”."),
    "message_value_missing": (
        "短信模板 {template} 缺少内容：{about}。",
        "The message template {template} lacks a value: {about}.",
    ),
    "order_not_open": (
        "缴款码 {about} 没有可以支付的款项：已经支付、已经取消，或者还没有送到。",
        "Nothing can be paid under the code {about}: it is paid, cancelled or has not arrived yet.",
    ),
    "amount_out_of_reach": ("请填写大于零的金额。", "Give an amount above zero."),
    "PaymentReported": ("收缴平台报告已缴款", "The payment platform reported a payment"),
    "PlatformIssued": ("收缴平台已开具票据或退款", "The payment platform issued a receipt or sent a refund"),
    "DemoOrderPaid": ("已在演示收银台支付", "Paid at the demo cashier"),
    "partner_mode_unknown": ("没有“{about}”这种状态。", "There is no state “{about}”."),
}
