"""What a mandate (授权书) may say: to whom, of which powers, over which items, from when to when.

The five powers of a chief representative (首席代表): 受理, 审查, 决定, 颁发, 送达. A commission (委托) names the items
that contracted staff may accept; a clerk is named for single-officer items (一人办结) one by one, too.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tongban.kernel.obstacles import Obstacle

CHIEF, COMMISSION, SINGLE = "chief", "commission", "single"
FIVE = ("accept", "review", "decide", "issue", "deliver")
HEAD = "head"  # to answer for the body, as where a limit is extended (负责人)
POWERS_OF_KIND: dict[str, tuple[str, ...]] = {
    CHIEF: (*FIVE, HEAD),
    COMMISSION: ("accept", "deliver"),
    SINGLE: ("decide_alone",),
}
OF_THE_OFFICE = frozenset({CHIEF})  # kinds that may leave the items open: every item of the office


@dataclass(frozen=True)
class Asked:
    """What a mandate to be recorded says."""

    kind: str
    officer_name: str
    is_contracted: bool
    powers: tuple[str, ...]
    item_codes: tuple[str, ...]
    document: str
    signer: str
    since: date
    until: date | None = None


def obstacles_to_mandate(asked: Asked, *, open_chiefs: Collection[str] = ()) -> list[Obstacle]:
    """Return what stands against it; ``open_chiefs`` are the names of whom the office has as chief on some of its days.

    >>> day = date(2026, 4, 27)
    >>> asked = Asked("commission", "小何", True, ("accept", "decide"), (), "云审授〔2026〕8号", "高局长", day)
    >>> [o.code for o in obstacles_to_mandate(asked)]
    ['power_not_of_this_mandate', 'mandate_names_no_item']
    """
    allowed = POWERS_OF_KIND[asked.kind]
    obstacles = [Obstacle("power_not_of_this_mandate", power) for power in asked.powers if power not in allowed]
    if not asked.powers:
        obstacles.append(Obstacle("mandate_without_power", asked.officer_name))
    if not asked.item_codes and asked.kind not in OF_THE_OFFICE:
        obstacles.append(Obstacle("mandate_names_no_item", asked.officer_name))
    if asked.kind == COMMISSION and not asked.is_contracted:
        obstacles.append(Obstacle("commission_of_own_staff", asked.officer_name))
    if asked.kind != COMMISSION and asked.is_contracted:
        obstacles.append(Obstacle("contracted_staff_only_receive", asked.officer_name))
    if not asked.document.strip() or not asked.signer.strip():
        obstacles.append(Obstacle("mandate_without_document", asked.officer_name))
    if asked.until and asked.until < asked.since:
        obstacles.append(Obstacle("ends_before_it_begins", details={"until": asked.until.isoformat()}))
    if asked.kind == CHIEF:
        obstacles += [Obstacle("another_chief_representative", name) for name in open_chiefs]
    return obstacles
