"""The words for fees, what comes first, and their trail."""

WORDS = {
    "not_to_be_charged_now": (
        "现在不能收费：还没有受理，或者已经办结。",
        "No fee can be charged now: the case is not accepted yet, or closed.",
    ),
    "notice_still_unpaid": (
        "还有一份缴款通知没有缴，请先收款或者取消它。",
        "One payment notice is still unpaid. Wait for it, or cancel it first.",
    ),
    "nothing_charged": ("请至少选择一个收费项目。", "Choose at least one charge."),
    "charge_without_amount": ("请填写“{about}”的数量和单价。", "Give quantity and price of “{about}”."),
    "charged_too_much": ("合计金额太大，请核对。", "The sum is too large. Check it."),
    "notice_not_unpaid": (
        "这份缴款通知已经缴款或者取消，请刷新页面。",
        "This notice is paid or cancelled already. Reload the page.",
    ),
    "refund_asked_already": ("这笔款已经申请过退款。", "A refund of this payment was asked for already."),
    "fee_was_earned": (
        "已经作出决定，这笔费用对应的服务已经完成，不能退款。",
        "The case is decided: what this fee paid for was done, so it is not refunded.",
    ),
    "refund_answered": ("这笔退款已经处理过。", "This refund has been answered already."),
    "refund_is_own": (
        "这笔退款是您申请的，请由另一位同事批准。",
        "You asked for this refund. A colleague must approve it.",
    ),
    "money_is_not_ours": (
        "这笔款不是应缴的费用，必须退还，不能不批准。",
        "This money was never owed: it has to go back and cannot be kept.",
    ),
    "proof_missing": ("请填写“{about}”的凭证编号。", "Give the number of the proof of “{about}”."),
    "FeeCharged": ("已发出缴款通知", "A payment notice was issued"),
    "FeeCancelled": ("缴款通知已取消", "A payment notice was cancelled"),
    "PaymentTaken": ("收到缴款", "A payment came in"),
    "FeeReceiptIssued": ("已开具财政电子票据", "The treasury's electronic receipt was issued"),
    "RefundAsked": ("申请退款", "A refund was asked for"),
    "RefundAnswered": ("退款已审批", "The refund was answered"),
    "RefundSent": ("款项已退回", "The money was sent back"),
    "PrerequisiteAsked": ("须先办理的事项已登记", "What comes first was put on record"),
    "PrerequisiteSettled": ("须先办理的事项已核实", "What comes first was proved"),
}
