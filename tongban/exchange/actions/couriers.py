"""The demo courier's hands: what becomes of a parcel."""

from datetime import datetime

from tongban.exchange.models import DemoParcel
from tongban.kernel.transactions import action


@action(silent="what the demo courier does happens outside; the courier tells of it when it is asked")
def end_demo_parcel(*, number: str, fate: str, now: datetime) -> None:
    """Let a parcel be signed for, brought back or lost; what has ended stays so."""
    DemoParcel.objects.filter(number=number, fate="").update(fate=fate, fated_at=now)
