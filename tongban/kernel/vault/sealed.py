"""A personal value in the hands of code: it prints masked, and opens only on purpose."""

import json
from dataclasses import dataclass, field
from typing import Any

from tongban.kernel.vault.keys import unseal
from tongban.kernel.vault.masks import masked


@dataclass(frozen=True)
class Sealed:
    """A personal value: prints masked; ``clear()`` is for code that must use it, never for a template."""

    stored: str = ""
    bound_to: str = ""
    mask: str = "all"
    unsaved: str | None = field(default=None, repr=False)  # assigned, and sealed when its row is written

    def text(self) -> str:
        if self.unsaved is not None:
            return self.unsaved
        return unseal(self.stored, bound_to=self.bound_to) if self.stored else ""

    def clear(self) -> Any:
        return self.text()

    # A template calls whatever can be called: there it must stay masked.
    clear.alters_data = True  # type: ignore[attr-defined]
    text.alters_data = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return masked(self.text(), self.mask)

    def __bool__(self) -> bool:
        return bool(self.stored or self.unsaved)


class SealedJSON(Sealed):
    """A sealed object; ``clear()`` gives a fresh copy of it, ``{}`` if nothing was stored."""

    def clear(self) -> Any:
        return json.loads(self.text() or "{}")

    clear.alters_data = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return "***" if self else ""
