"""The flow chart (办理流程图) of an item, laid out from its steps: boxes, arrows, and the same in one sentence.

Sizes are in units of the drawing; a line of text is broken by the width that its characters take.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

WIDTH = 720
GAP = 36  # between two stages: room for an arrow
BESIDE = 20  # between boxes of one wave
LINE = 19
PAD = 12
SIZE = 14  # of a character of the name
SMALL = 12  # of the note under it
WIDEST = 300
MOST_BESIDE = 3


@dataclass(frozen=True)
class Stage:
    """One box of the chart: what is done, and by whom or in how long."""

    name: str
    note: str = ""
    is_end: bool = False  # the beginning and the end are round


@dataclass(frozen=True)
class Box:
    """A stage with its place; ``lines`` and ``notes`` are its texts, broken, each with the height of its base line."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[float, str], ...]
    notes: tuple[tuple[float, str], ...]
    is_end: bool

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Chart:
    """A drawing of so many units, with its boxes and the paths between them, and what it says in words."""

    height: float
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]
    told: str
    width: float = WIDTH


def flow_chart(rows: Sequence[Sequence[Stage]]) -> Chart:
    """Lay stages out from top to bottom; those of one row are done side by side.

    >>> chart = flow_chart([[Stage("提交", is_end=True)], [Stage("审查"), Stage("踏勘")], [Stage("决定")]])
    >>> len(chart.boxes), len(chart.paths), chart.told
    (4, 4, '提交 → 审查、踏勘（同时进行） → 决定')
    """
    boxes: list[Box] = []
    paths: list[str] = []
    above: list[Box] = []
    y = 1.0
    for row in rows:
        for line in _in_lines(row):
            placed = _placed(line, y)
            boxes += placed
            y = max(box.bottom for box in placed) + GAP
        current = boxes[-len(row) :]
        paths += [_path(before, box) for before in above for box in current] if above else []
        above = list(current)
    told = " → ".join(_told(row) for row in rows)
    return Chart(y - GAP + 1, tuple(boxes), tuple(paths), told)


def broken(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines that fit a width: a full-width character is as wide as it is high, another half of it.

    >>> broken("食品安全审查和现场核查", 84, 14), broken("A4", 84, 14)
    (['食品安全审查', '和现场核查'], ['A4'])
    """
    lines, used = [""], 0.0
    for character in text:
        takes = size if east_asian_width(character) in "WF" else size * 0.55
        if used + takes > width and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += character
        used += takes
    return lines


def _in_lines(row: Sequence[Stage]) -> list[Sequence[Stage]]:
    return [row[at : at + MOST_BESIDE] for at in range(0, len(row), MOST_BESIDE)]


def _placed(line: Sequence[Stage], y: float) -> list[Box]:
    width = min(WIDEST, (WIDTH - 2 - BESIDE * (len(line) - 1)) / len(line))
    left = (WIDTH - width * len(line) - BESIDE * (len(line) - 1)) / 2
    texts = [
        (broken(s.name, width - 2 * PAD, SIZE), broken(s.note, width - 2 * PAD, SMALL) if s.note else []) for s in line
    ]
    height = max(len(names) + len(notes) for names, notes in texts) * LINE + 2 * PAD
    return [
        _box(stage, left + place * (width + BESIDE), y, width, height, names, notes)
        for place, (stage, (names, notes)) in enumerate(zip(line, texts))
    ]


def _box(stage: Stage, x: float, y: float, width: float, height: float, names: list[str], notes: list[str]) -> Box:
    top = y + (height - (len(names) + len(notes)) * LINE) / 2 + LINE * 0.72
    bases = [(round(top + place * LINE, 1), text) for place, text in enumerate([*names, *notes])]
    return Box(
        round(x, 1), y, round(width, 1), height, tuple(bases[: len(names)]), tuple(bases[len(names) :]), stage.is_end
    )


def _path(above: Box, below: Box) -> str:
    """Return an arrow from the bottom of one box to the top of another, bent half-way where it must be."""
    half = round((above.bottom + below.y) / 2, 1)
    bend = "" if above.middle == below.middle else f"V{half}H{below.middle:g}"
    return f"M{above.middle:g} {above.bottom:g}{bend}V{below.y - 2:g}"


def _told(row: Sequence[Stage]) -> str:
    names = "、".join(stage.name for stage in row)
    return f"{names}（同时进行）" if len(row) > 1 else names
