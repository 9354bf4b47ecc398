"""Slots: panels that modules above offer to pages below them.

A page writes ``{% slot "matter.side" matter %}``; any module registers panels in its own ``slots.py``, which
is imported at start-up. A panel answers with a template and its context, or with nothing when it has nothing
to show for this subject or this reader.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Filled = tuple[str, dict[str, Any]]
Panel = Callable[[HttpRequest, Any], Filled | None]

_panels: dict[str, list[tuple[int, Panel]]] = defaultdict(list)


def fills(name: str, order: int = 50) -> Callable[[Panel], Panel]:
    """Register a panel for a slot; lower orders come first, equal ones by module and name."""

    def register(panel: Panel) -> Panel:
        _panels[name].append((order, panel))
        _panels[name].sort(key=lambda entry: (entry[0], entry[1].__module__, entry[1].__qualname__))
        return panel

    return register


def fillings(name: str, request: HttpRequest, subject: Any = None) -> list[Filled]:
    """Ask every panel of a slot what it shows for a subject."""
    return [filled for _, filled in ordered(name, request, subject)]


def ordered(name: str, request: HttpRequest, subject: Any = None) -> list[tuple[int, Filled]]:
    """Return what the panels of a slot show, each with its order: by it a navigation makes its groups."""
    answers = ((order, panel(request, subject)) for order, panel in _panels[name])
    return [(order, answer) for order, answer in answers if answer is not None]
