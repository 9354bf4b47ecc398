"""How often one client may do what costs much or can be used to guess and to gather.

A client is whoever signed in, or else a network address, which offices, halls and households share: what strangers may
do is measured for many people behind one address (``TONGBAN_LIMITS_TIMES`` makes room for more).
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Rate:
    """So often within a time."""

    limit: int
    per: timedelta


RATES = {
    # Beside the lock-out (rules.sign_in), which looks at tries that have ended: these count those of the same moment.
    "password": Rate(30, timedelta(minutes=15)),
    "factor": Rate(30, timedelta(minutes=15)),
    "code": Rate(30, timedelta(minutes=15)),
    "code_request": Rate(10, timedelta(minutes=60)),
    "identity": Rate(120, timedelta(minutes=10)),  # ways to the identity provider and back, many behind one address
    "entrance": Rate(1200, timedelta(minutes=1)),  # by an app's server, signed, for all its people
    "look_up": Rate(60, timedelta(minutes=10)),  # progress by number and query code, from one address
    "look_up_number": Rate(10, timedelta(minutes=10)),  # ... and of one number, from wherever
    "hearing_code": Rate(30, timedelta(minutes=10)),  # codes of notices of a hearing tried, from one address
    "verify": Rate(60, timedelta(minutes=10)),  # whether a document bears a number: numbers are in sequence
    "search": Rate(300, timedelta(minutes=1)),
    "upload": Rate(600, timedelta(minutes=10)),  # a window scans all day long
    "export": Rate(20, timedelta(hours=1)),  # lists and one's own data, taken away as a file
    "typeset": Rate(60, timedelta(minutes=10)),  # guides and empty forms as PDF
    "api": Rate(600, timedelta(minutes=1)),  # calls under one key of another system
    "payment_report": Rate(600, timedelta(minutes=1)),  # by the payment platform, signed
    "exchange": Rate(1200, timedelta(minutes=1)),  # by departments' own systems, signed, many behind one address
    "pay": Rate(60, timedelta(minutes=10)),  # payment codes tried, and the demo cashier
    "pick_up": Rate(120, timedelta(minutes=10)),  # codes tried at a window
}
