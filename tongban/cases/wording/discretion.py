"""The words for decisions that leave a rule of discretion."""

WORDS = {
    "discretion_reason_missing": (
        "这个决定超出裁量基准“{about}”（{basis}）。请写明超出基准的理由，会登记备查。",
        "This decision leaves the rule of discretion “{about}” ({basis}). Say why; it goes on record.",
    ),
    "trail.DiscretionWasLeft": (
        "决定超出裁量基准“{rule}”，已登记理由",
        "The decision left the rule of discretion “{rule}”; the reason is on record",
    ),
}
