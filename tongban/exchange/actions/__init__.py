"""The verbs of exchange."""

from tongban.exchange.actions.couriers import end_demo_parcel
from tongban.exchange.actions.partners import (
    KEPT,
    CannotSend,
    CannotSetPartner,
    ensure_partner,
    forget_demo_messages,
    forget_envelopes,
    hand_over,
    send_message,
    set_partner_mode,
)
from tongban.exchange.actions.payments import (
    CannotPay,
    NotTheirs,
    ask_what_was_paid,
    note_issued,
    pay_at_cashier,
    take_report,
)

__all__ = [
    "KEPT",
    "CannotPay",
    "CannotSend",
    "CannotSetPartner",
    "NotTheirs",
    "ask_what_was_paid",
    "end_demo_parcel",
    "ensure_partner",
    "forget_demo_messages",
    "forget_envelopes",
    "hand_over",
    "note_issued",
    "pay_at_cashier",
    "send_message",
    "set_partner_mode",
    "take_report",
]
