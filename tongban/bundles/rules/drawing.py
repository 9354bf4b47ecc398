"""The drawing of a bundle: its members in waves from left to right, an arrow for each link.

Sizes are in units of the drawing. Members that wait for one another in a circle stand in one
column, marked; what hangs behind the circle stands after it as if it were open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tongban.bundles.rules import graph
from tongban.catalogue.rules.charts import broken

WIDTH = 168  # of a box
ACROSS = 64  # between two waves: room for arrows
DOWN = 18  # between two boxes of a wave
LINE = 18
PAD = 12
SIZE = 14  # of a character


@dataclass(frozen=True)
class Box:
    """A member with its place; ``lines``: its title, broken, each with the height of its base line."""

    code: str
    x: int
    y: int
    height: int
    lines: tuple[tuple[int, str], ...]
    is_conditional: bool
    is_stuck: bool
    width: int = WIDTH

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def right(self) -> int:
        return self.x + WIDTH

    @property
    def centre(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Arrow:
    path: str
    is_output: bool  # the source gives a paper; otherwise order alone
    is_stuck: bool


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawing_of(titles: Mapping[str, str], links: Iterable[graph.Link], *, conditional: Iterable[str] = ()) -> Drawing:
    """Lay members out, given by code and title; ``conditional``: those that are needed under some answers alone.

    >>> drawn = drawing_of({"a": "执照", "b": "食品", "c": "招牌"}, [graph.Link("a", "b"), graph.Link("a", "c")])
    >>> [(box.code, box.x) for box in drawn.boxes], len(drawn.arrows), drawn.width
    ([('a', 1), ('b', 233), ('c', 233)], 2, 402)
    >>> circle = [graph.Link("a", "b"), graph.Link("b", "a"), graph.Link("b", "c")]
    >>> [(box.code, box.x, box.is_stuck) for box in drawing_of({"a": "执照", "b": "食品", "c": "招牌"}, circle).boxes]
    [('a', 1, True), ('b', 1, True), ('c', 233, False)]
    """
    links, perhaps = [link for link in links if {link.source, link.target} <= titles.keys()], set(conditional)
    stuck = {code for circle in graph.circles(list(titles), links) for code in circle}
    columns = graph.waves(list(titles), [link for link in links if not {link.source, link.target} <= stuck])
    placed = {code for column in columns for code in column}
    if behind := [code for code in titles if code not in placed]:
        columns.append(behind)
    boxes: dict[str, Box] = {}
    for place, codes in enumerate(columns):
        y = 1
        for code in codes:
            lines = broken(titles[code], WIDTH - 2 * PAD, SIZE)
            height = len(lines) * LINE + 2 * PAD
            x = 1 + place * (WIDTH + ACROSS)
            bases = tuple((y + PAD + 14 + LINE * row, line) for row, line in enumerate(lines))
            boxes[code] = Box(code, x, y, height, bases, code in perhaps, code in stuck)
            y += height + DOWN
    arrows = [_arrow(boxes[link.source], boxes[link.target], link) for link in links]
    return Drawing(
        width=1 + max((box.right for box in boxes.values()), default=0),
        height=_lowest(list(boxes.values())) + 1,
        boxes=tuple(boxes.values()),
        arrows=tuple(arrows),
    )


def _arrow(source: Box, target: Box, link: graph.Link) -> Arrow:
    """Return a curve from the right of one box to the left of the other; within a column it bulges to the right."""
    is_stuck = source.is_stuck and target.is_stuck
    if target.x > source.x:
        half = (source.right + target.x) // 2
        path = (
            f"M{source.right} {source.centre}C{half} {source.centre} {half} {target.centre} {target.x} {target.centre}"
        )
    else:
        out = source.right - PAD
        up = source.y > target.y
        begin, end = (source.y, target.y + target.height) if up else (source.y + source.height, target.y)
        at = out if up else source.x + PAD
        path = f"M{at} {begin}L{at} {end}"
    return Arrow(path, link.kind == graph.OUTPUT, is_stuck)


def _lowest(boxes: Sequence[Box]) -> int:
    return max((box.y + box.height for box in boxes), default=0)
