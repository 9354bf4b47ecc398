"""What lines refer to: offices, officers, items, and the parties and numbers of the old system that are here already.

What a city has few of is read once; parties and numbers are asked for batch by batch, so that memory stays bounded
however long the file is. Batches still on their way to the database are remembered until it can answer for them.
"""

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

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

ON_THEIR_WAY = 4  # batches at most between being made and being committed, and one to spare
KEPT_PARTIES = 200_000
Identity = tuple[str, str]  # kind and blind index
Known = tuple[int, str]  # key and name index


@dataclass
class News:
    """What one batch has brought."""

    parties: dict[str, int] = field(default_factory=dict)
    identities: dict[Identity, Known] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)


class Knowledge:
    """Everything a batch may ask for while it is made."""

    def __init__(self, system: str):
        self.system = system
        self.reckoner = Reckoner()
        self._recent: deque[News] = deque(maxlen=ON_THEIR_WAY)
        self._parties: dict[str, int] = {}
        self.forget()

    def forget(self) -> None:
        """Read offices, officers and items again: lines have changed them."""
        self.offices = offices_by_credit_code()
        self.officers = officers_by_name_of_account()
        self._items: dict[str, list[ItemVersion]] = {}

    def remember(self, news: News) -> None:
        self._recent.append(news)
        if len(self._parties) > KEPT_PARTIES:
            self._parties.clear()
        self._parties |= news.parties

    def items(self, codes: Collection[str]) -> dict[str, list[ItemVersion]]:
        """Return the published versions of items by code; what does not exist is left out."""
        if new := set(codes) - self._items.keys():
            self._items |= {code: [] for code in new} | versions_of(new)
        return {code: versions for code in codes if (versions := self._items[code])}

    def parties(self, references: Iterable[str]) -> dict[str, int]:
        """Return the parties behind references, as far as there are any."""
        found, missing = {}, []
        recent = [news.parties for news in self._recent]
        for reference in references:
            key = self._parties.get(reference) or next((new[reference] for new in recent if reference in new), None)
            if key is None:
                missing.append(reference)
            else:
                found[reference] = key
        if missing:
            asked = parties_referred_to(self.system, missing)
            self._parties |= asked
            found |= asked
        return found

    def identities(self, wanted: Collection[Identity]) -> dict[Identity, Known]:
        """Return who has these identities already."""
        recent = {each: new.identities[each] for new in self._recent for each in wanted if each in new.identities}
        return parties_with_identities({index for _, index in wanted}) | recent

    def numbers(self, wanted: Collection[str]) -> set[str]:
        """Return which of these numbers of the old system are here already."""
        recent = {number for news in self._recent for number in news.numbers}  # first: it may be committed meanwhile
        known = old_numbers_taken_over(self.system, wanted) if wanted else set()
        return known | (recent & set(wanted))
