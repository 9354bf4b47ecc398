"""The words for what follows a decision: results, and the office that regulates."""

WORDS = {
    "result_not_in_force": (
        "“{about}”已经不在有效状态，不能再以它为准办理。",
        "{about} is no longer in force; nothing can be based on it.",
    ),
    "purpose_unknown": ("请选择变更、延续、补换或者注销。", "Choose change, renewal, replacement or cancellation."),
    "trail.ResultGiven": ("发给结果", "The result was given"),
    "trail.ResultEnded": ("结果不再有效", "The result is no longer in force"),
    "trail.RenewedBySilence": ("逾期未作决定，视为准予延续", "Not decided in time: it counts as renewed"),
    "trail.RenewalReminded": ("已提醒持有人申请延续", "The holder was reminded to ask for renewal"),
    "trail.RegulatorTold": ("决定已送监管部门", "The regulating office was told of the decision"),
    "trail.RegulatorReceived": ("监管部门已签收", "The regulating office signed for it"),
}
