"""Charts drawn on the server: inline SVG that stretches, text that does not, and figures in a table."""

from itertools import count
from typing import Any

from django import template

from tongban.kernel.ratios import Ratio

register = template.Library()

Points = list[tuple[str, float]]
MOST_LABELS = 8
SHORT = 12  # characters of a label that stands on one line
GAP = 0.6  # between the parts of a ring, in per cent of its length


def round_top(most: float) -> float:
    """The end of an axis: the next 1, 2, 3, 4, 5, 6 or 8 times a power of ten.

    >>> round_top(331), round_top(47), round_top(0), round_top(1000)
    (400, 50, 10, 1000)
    """
    for power in count(1):
        for factor in (1, 2, 3, 4, 5, 6, 8):
            if most <= factor * 10**power:
                return factor * 10**power
    raise AssertionError  # count() never ends


@register.inclusion_tag("ui/components/chart_bar.html")
def chart_bar(points: Points, title: str, unit: str = "", highlight: str = "") -> dict[str, Any]:
    """Lying bars in a table, one per ``(label, value)``; ``highlight`` names one that is marked."""
    most = max((value for _, value in points), default=0) or 1
    bars = [{"label": label, "value": value, "width": round(100 * value / most, 2)} for label, value in points]
    is_long = any(len(str(label)) > SHORT for label, _ in points)
    return {"bars": bars, "title": title, "unit": unit, "highlight": highlight, "is_long": is_long}


@register.inclusion_tag("ui/components/chart_line.html")
def chart_line(points: Points, title: str, unit: str = "") -> dict[str, Any]:
    """A line over an ordered axis, one point per ``(label, value)``, with a table beside it."""
    top = round_top(max((value for _, value in points), default=0))
    every = -(-len(points) // MOST_LABELS) or 1
    dots = [
        {
            "x": round(1000 * (n + 0.5) / len(points), 1),
            "y": round(100 - 100 * value / top, 2),
            "label": label,
            "value": value,
            "is_labelled": n % every == 0,
        }
        for n, (label, value) in enumerate(points)
    ]
    path = " ".join(f"{dot['x']},{dot['y']}" for dot in dots)
    area = f"{dots[0]['x']},100 {path} {dots[-1]['x']},100" if dots else ""
    ticks = [top, top // 2, 0]
    return {"dots": dots, "path": path, "area": area, "ticks": ticks, "title": title, "unit": unit}


@register.inclusion_tag("ui/components/chart_donut.html")
def chart_donut(points: Points, title: str, unit: str = "") -> dict[str, Any]:
    """A ring of up to six parts, each ``(label, value)``, with a key that carries the figures."""
    total = sum(value for _, value in points)
    turn, parts = 0.0, []
    for n, (label, value) in enumerate(points):
        share = 100 * value / total if total else 0
        drawn = max(share - GAP, 0)
        parts.append({
            "label": label, "value": value, "share": share, "number": n % 6 + 1,
            "offset": round(25 - turn, 3), "dash": f"{drawn:.3f} {100 - drawn:.3f}",
        })  # fmt: skip
        turn += share
    return {"parts": parts, "total": total, "title": title, "unit": unit}


@register.inclusion_tag("ui/components/chart_share.html")
def chart_share(ratio: Ratio, label: str, url: str = "") -> dict[str, Any]:
    """A ratio as a bar out of its whole, with both terms."""
    width = round(100 * ratio.numerator / ratio.denominator, 2) if ratio.denominator else 0
    return {"ratio": ratio, "label": label, "url": url, "width": width}
