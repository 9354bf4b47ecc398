"""The function areas of the storefront (五大功能板块): data, a navigation over the same items."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[1] / "data/areas.toml"


@dataclass(frozen=True)
class Link:
    """A page for everybody that belongs to an area."""

    label: str
    label_en: str
    address: str
    icon: str


@dataclass(frozen=True)
class Area:
    """One function area: the themes and life events whose items stand in it, and pages beside them."""

    code: str
    name: str
    name_en: str
    summary: str
    summary_en: str
    icon: str
    themes: tuple[str, ...]
    events: tuple[str, ...]
    links: tuple[Link, ...] = ()


def read_areas(text: str) -> dict[str, Area]:
    """Return the areas that a TOML text describes, by their codes, in its order. Raises KeyError, TypeError."""
    return {each["code"]: _area(**each) for each in tomllib.loads(text)["areas"]}


def _area(themes: list[str], events: list[str], links: list[dict[str, str]] | None = None, **words: str) -> Area:
    shown = tuple(Link(**link) for link in links or ())
    return Area(themes=tuple(themes), events=tuple(events), links=shown, **words)


AREAS = read_areas(DATA.read_text(encoding="utf-8"))
