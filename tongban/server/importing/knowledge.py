"""What lines refer to: offices, officers, items, and the parties and numbers of the old system that are here already.

What a city has few of is read once; parties and numbers are asked for batch by batch, so that memory stays bounded
however long the file is.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries.history import versions_of
from tongban.matters.actions.bulk import Reckoner
from tongban.matters.queries.old import old_numbers_taken_over
from tongban.people.queries.old import (
    officers_by_name_of_account,
    offices_by_credit_code,
    parties_referred_to,
    parties_with_identities,
)
from tongban.server.importing.foundations import PLACES, Laid, lay
from tongban.server.importing.lines import Line

KEPT_PARTIES = 200_000
Identity = tuple[str, str]  # kind and blind index
Known = tuple[int, str]  # key and name index


class Knowledge:
    """Everything a batch may ask for while it is made."""

    def __init__(self, system: str):
        self.system = system
        self.reckoner = Reckoner()
        self.settle: Callable[[], None] = lambda: None  # returns when all that stands before is committed
        self._parties: dict[str, int] = {}
        self._laid: set[int] = set()  # lines that were new here, should their batch be made again
        self.forget()

    def forget(self) -> None:
        """Read offices, officers and items again: lines have changed them."""
        self.offices = offices_by_credit_code()
        self.officers = officers_by_name_of_account()
        self._items: dict[str, list[ItemVersion]] = {}

    def lay(self, line: Line, *, now: datetime) -> Laid:
        """Enter a place, an office or an item before anything that refers to it."""
        self.settle()
        laid = lay(line.data, now=now)
        if line.data["kind"] in PLACES:
            self.forget()
        else:
            self._items.clear()
        if laid.is_new:
            self._laid.add(line.number)
        return Laid(laid.obstacles, line.number in self._laid)

    def items(self, codes: Collection[str]) -> dict[str, list[ItemVersion]]:
        """Return the published versions of items by code; what does not exist is left out."""
        if new := set(codes) - self._items.keys():
            self._items |= {code: [] for code in new} | versions_of(new)
        return {code: versions for code in codes if (versions := self._items[code])}

    def parties(self, references: Iterable[str], *, must_exist: bool = False) -> dict[str, int]:
        """Return the parties behind references, as far as there are any."""
        found, missing = {}, []
        for reference in references:
            if key := self._parties.get(reference):
                found[reference] = key
            else:
                missing.append(reference)
        asked = parties_referred_to(self.system, missing) if missing else {}
        if must_exist and len(asked) < len(missing):
            self.settle()
            asked = parties_referred_to(self.system, missing)
        if len(self._parties) > KEPT_PARTIES:
            self._parties.clear()
        self._parties |= asked
        return found | asked

    def identities(self, wanted: Collection[Identity]) -> dict[Identity, Known]:
        """Return who has these identities already."""
        return parties_with_identities({index for _, index in wanted}) if wanted else {}

    def numbers(self, wanted: Collection[str]) -> set[str]:
        """Return which of these numbers of the old system are here already."""
        return old_numbers_taken_over(self.system, wanted) if wanted else set()
