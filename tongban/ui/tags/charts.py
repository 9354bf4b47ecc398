"""Charts drawn on the server as inline SVG, each with a table twin. Colour is never the only sign."""

from dataclasses import dataclass
from typing import Any

from django import template

register = template.Library()

Points = list[tuple[str, float]]


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: where it lies, in the units of its drawing."""

    label: str
    value: float
    y: float
    width: float

    @property
    def text_x(self) -> float:
        """Where its figure stands: just past its end."""
        return 168 + self.width


@register.inclusion_tag("ui/components/chart_bar.html")
def chart_bar(points: Points, title: str, unit: str = "", highlight: str = "") -> dict[str, Any]:
    """Lying bars, one per ``(label, value)``; ``highlight`` names one that is marked."""
    most = max((value for _, value in points), default=0) or 1
    bars = [Bar(str(label), value, 32 * n, round(320 * value / most, 1)) for n, (label, value) in enumerate(points)]
    return {"bars": bars, "height": 32 * len(bars), "title": title, "unit": unit, "highlight": highlight}


@register.inclusion_tag("ui/components/chart_line.html")
def chart_line(points: Points, title: str, unit: str = "") -> dict[str, Any]:
    """A line over an ordered axis, one point per ``(label, value)``."""
    most = max((value for _, value in points), default=0) or 1
    step = 600 / max(len(points) - 1, 1)
    dots = [
        {"x": round(40 + n * step, 1), "y": round(150 - 130 * value / most, 1), "label": label, "value": value}
        for n, (label, value) in enumerate(points)
    ]
    path = " ".join(f"{dot['x']},{dot['y']}" for dot in dots)
    every = max(1, -(-len(dots) // 8))
    for n, dot in enumerate(dots):
        dot["is_labelled"] = n % every == 0 or n == len(dots) - 1
    area = f"{dots[0]['x']},150 {path} {dots[-1]['x']},150" if dots else ""
    return {"dots": dots, "path": path, "area": area, "most": most, "half": most / 2, "title": title, "unit": unit}


@register.inclusion_tag("ui/components/chart_donut.html")
def chart_donut(points: Points, title: str, unit: str = "") -> dict[str, Any]:
    """A ring of up to six parts, each ``(label, value)``, with a key that carries the figures."""
    total = sum(value for _, value in points)
    turn, parts = 0.0, []
    for n, (label, value) in enumerate(points):
        share = 100 * value / total if total else 0
        parts.append(
            {
                "label": label,
                "value": value,
                "share": share,
                "offset": round(25 - turn, 3),
                "number": n % 6 + 1,
                "dash": f"{max(share - 0.6, 0):.3f} {100 - max(share - 0.6, 0):.3f}",
            }
        )
        turn += share
    return {"parts": parts, "total": total, "title": title, "unit": unit}


@register.inclusion_tag("ui/components/chart_share.html")
def chart_share(value: Any, label: str, url: str = "") -> dict[str, Any]:
    """A ratio as a bar out of its whole, with both terms."""
    whole = value.denominator
    return {
        "ratio": value,
        "label": label,
        "url": url,
        "width": round(100 * value.numerator / whole, 2) if whole else 0,
    }
