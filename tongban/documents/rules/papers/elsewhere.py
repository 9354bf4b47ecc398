"""What the papers of a case taken for another city say."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.documents.rules.papers.lifecycle import Paper, PaperLine


@dataclass(frozen=True, kw_only=True)
class ProxyReceipt(Paper):
    """代收凭证: papers were taken for another city, which decides."""

    kind = "proxy_receipt"

    city: str
    taken_at: datetime
    forward_by: date | None = None
    papers: tuple[PaperLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ForwardingList(Paper):
    """材料转交清单: what goes to the other city, and how."""

    kind = "forwarding_list"

    city: str
    forwarded_on: date | None = None
    how: str = ""
    papers: tuple[PaperLine, ...] = ()
