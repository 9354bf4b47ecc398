"""The colours of the tokens stand out from one another as WCAG 2.2 AA asks."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "static/ui/tongban.css").read_text()
TEXT, SIGN = 4.5, 3.0
TINTS = ("good", "notice", "alarm", "info", "quiet")
ON = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-soft", "primary", "alarm") for ground in ("paper", "ground")],
    *[(ink, "primary-tint", TEXT) for ink in ("ink", "ink-soft", "primary", "primary-deep")],
    *[(tone, f"{tone}-tint", TEXT) for tone in TINTS],
    *[("ink", f"{tone}-tint", TEXT) for tone in TINTS],
    *[("ink-soft", f"{tone}-tint", TEXT) for tone in TINTS],
    ("on-primary", "primary", TEXT),
    ("on-primary", "primary-deep", TEXT),
    ("on-primary-soft", "primary-deep", TEXT),
    ("on-primary", "alarm", TEXT),
    ("line-strong", "paper", SIGN),
    ("line-strong", "ground", SIGN),
    ("focus", "paper", SIGN),
    ("focus", "ground", SIGN),
    ("focus-on-dark", "primary-deep", SIGN),
    *[(f"series-{n}", "paper", SIGN) for n in range(1, 7)],
]


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--tb-([\w-]+): (#[0-9a-f]{6});", block))


NORMAL = _tokens(CSS[CSS.index(":root {") : CSS.index("html.large-type {")])
LARGE = NORMAL | _tokens(CSS[CSS.index("html.large-type {") :])


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours as WCAG defines it, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("tokens", [NORMAL, LARGE], ids=["normal", "large"])
@pytest.mark.parametrize(("ink", "ground", "least"), ON)
def test_a_pair_of_colours_can_be_told_apart(ink: str, ground: str, least: float, tokens: dict[str, str]) -> None:
    assert contrast(tokens[ink], tokens[ground]) >= least
