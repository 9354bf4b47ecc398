"""A bundle as a department writes it, in a file that it can read: TOML, one file per bundle, in ``data/bundles``.

How to write one (``restaurant.toml`` is a complete example)::

    code     = "restaurant"          # part of the page's address: lower-case letters, digits, hyphens
    title    = "开办餐饮店"            # title_en, summary, summary_en, introduction: the same way
    theme    = "trade"               # start, trade, growth, end, birth, school, home, vehicle, work, late
    audience = ["person", "firm"]    # who may apply
    levels   = ["county"]            # at which level of places it is offered: city, county
    lead     = "food"                # the member whose office leads; or a department by its short name, "市监局"
    words    = ["开饭店", "开餐馆"]     # by which people look for it
    basis    = "国发〔2024〕3号"       # where the bundle comes from; basis_sure = false if nobody compared it

    [promise]                        # within which time all is done; unit: working, calendar, hour
    amount = 5
    unit   = "working"
    text   = "全部事项五个工作日办完。"

    [joint_limit]                    # only where a law limits joint handling (45 days, 行政许可法 art. 42)
    amount = 45
    unit   = "working"
    basis  = "行政许可法第四十二条第二款"

    [alarm]                          # past it the lead office is alarmed, whatever was promised
    amount = 1
    unit   = "working"
    basis  = "…"

    [steps]                          # what one had to do before, what is left now (4 → 2)
    before = [{ text = "…", text_en = "…" }]
    after  = [{ text = "…", text_en = "…" }]

    [[questions]]                    # a few, without personal values; type: choice (the default), number, boolean
    key     = "area"
    type    = "number"
    label   = "店面多大？"             # label_en, why, unit, choices = [{ value, label, label_en }]: as those of items

    [[members]]                      # the items, in the order in which they are shown
    code      = "fire"               # short, used in this file only: never shown to anybody
    item      = "990133001000"       # code in the basic catalogue; the item of the nearest place is taken
    condition = { field = "area", op = ">=", value = 300 }    # when it is needed; left out: always
    answers   = { place_kind = { is = "restaurant" }, area = { from = "area" } }
    group     = "证照"                # a heading, if there are many
    required  = true                 # false: the applicant may leave it out

``answers`` tells how the questions of the *item* are answered: ``is`` by a fixed answer, ``from`` by a question of this
bundle, with ``values = { large = "roof" }`` in other words. What is not answered so is put to the applicant. ::

    [[links]]                        # what has to come first
    from   = "trader"
    to     = ["food", "fire"]        # one or several
    papers = ["licence"]             # the result is this paper of ``to``, and nobody brings it; left out: order alone
    fields = { firm_code = "number" }   # and fills in this field of ``to``, which is not asked: its number, name,
                                     # office, valid_from or valid_until

    [[same_fields]]                  # fields that are one thing under several names: asked once
    key = "place_address"            # the shared field (字段目录) if there is one, else a name of your own
    of  = ["food.shop_address", "sign.sign_address"]

    [[same_papers]]                  # papers that are one thing: brought once
    key  = "layout"
    name = "布局图（标明设备和排水走向）"   # name_en
    of   = ["food.layout", "food.equipment", "drain.plan"]

Whatever is wrong is told at once, with the place in the file and what was perhaps meant.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from tongban.bundles.rules.feeding import GIVES
from tongban.bundles.rules.shapes import misshapen
from tongban.kernel.obstacles import Obstacle

WORDS = {"code", "title", "theme", "lead"}  # without which there is no bundle
TOP = WORDS | {
    "title_en", "summary", "summary_en", "introduction", "audience", "levels", "words", "basis", "basis_sure",
    "promise", "joint_limit", "alarm", "steps", "questions", "members", "links", "same_fields", "same_papers",
}  # fmt: skip
LIMIT = {"amount", "unit", "text", "basis"}
QUESTION = {"key", "type", "label", "label_en", "why", "why_en", "unit", "unit_en", "choices"}
MEMBER = {"code", "item", "condition", "answers", "group", "required"}
LINK = {"from", "to", "papers", "fields"}
SAME = {"key", "of", "name", "name_en"}
UNITS = ("working", "calendar", "hour")
LEVELS = ("city", "county")
THEMES = ("start", "trade", "growth", "end", "birth", "school", "home", "vehicle", "work", "late")


@dataclass(frozen=True)
class MemberLine:
    code: str
    item: str
    condition: Mapping[str, Any]
    answers: Mapping[str, Any]
    group: str
    is_required: bool


@dataclass(frozen=True)
class LinkLine:
    source: str
    target: str
    papers: tuple[str, ...]
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Design:
    """A bundle as a file tells it; ``says``: what a draft of it says of itself."""

    code: str
    lead: str
    levels: tuple[str, ...]
    says: Mapping[str, Any]
    members: tuple[MemberLine, ...]
    links: tuple[LinkLine, ...]


def read_design(text: str) -> tuple[Design | None, list[Obstacle]]:
    """Return what a file tells, or what is wrong with it.

    >>> read_design('code = "shop"\\ntitel = "开店"')[1][0]
    Obstacle(code='bundle_file_unknown', about='titel', details={'place': '文件开头', 'meant': 'title'})
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, [Obstacle("bundle_file_not_toml", str(error))]
    if wrong := list(misshapen(data)):
        return None, wrong
    if wrong := list(_wrong(data)):
        return None, wrong
    return _design(data), []


def _design(data: Mapping[str, Any]) -> Design:
    promise, steps = data.get("promise", {}), data.get("steps", {})
    audience = data.get("audience", ["person", "firm"])
    plain = ("title", "title_en", "summary", "summary_en", "introduction", "theme", "basis")
    says = {name: data.get(name, "") for name in plain} | {
        "for_persons": "person" in audience,
        "for_firms": "firm" in audience,
        "questions": data.get("questions", []),
        "same_fields": data.get("same_fields", []),
        "same_papers": data.get("same_papers", []),
        "promised_amount": promise.get("amount", 0),
        "promised_unit": promise.get("unit", "working"),
        "promised_text": promise.get("text", ""),
        "joint_limit": data.get("joint_limit", {}),
        "alarm": data.get("alarm", {}),
        "steps_before": steps.get("before", []),
        "steps_after": steps.get("after", []),
        "words": data.get("words", []),
    }
    members = [
        MemberLine(
            code=each["code"],
            item=each["item"],
            condition=each.get("condition", {}),
            answers=each.get("answers", {}),
            group=each.get("group", ""),
            is_required=each.get("required", True),
        )
        for each in data["members"]
    ]
    links = [
        LinkLine(each["from"], target, tuple(each.get("papers", ())), tuple(each.get("fields", {}).items()))
        for each in data.get("links", ())
        for target in _many(each["to"])
    ]
    levels = tuple(data.get("levels", ["county"]))
    return Design(data["code"], data["lead"], levels, says, tuple(members), tuple(links))


def _wrong(data: Mapping[str, Any]) -> Iterator[Obstacle]:
    yield from _keys(data, TOP, WORDS | {"members"}, "文件开头")
    yield from _choice(data.get("theme"), THEMES, "theme")
    for level in data.get("levels", ()):
        yield from _choice(level, LEVELS, "levels")
    for name in ("promise", "joint_limit", "alarm"):
        if name in data:
            needed = {"amount", "unit"} | (set() if name == "promise" else {"basis"})
            yield from _keys(data[name], LIMIT, needed, f"[{name}]")
            yield from _choice(data[name].get("unit"), UNITS, f"[{name}] unit")
    parts = (
        ("questions", QUESTION, {"key", "label"}),
        ("members", MEMBER, {"code", "item"}),
        ("links", LINK, {"from", "to"}),
        ("same_fields", SAME, {"key", "of"}),
        ("same_papers", SAME, {"key", "of"}),
    )
    for name, known, needed in parts:
        for place, each in enumerate(data.get(name, ()), 1):
            yield from _keys(each, known, needed, f"[[{name}]] 第 {place} 段")
    codes = [str(each.get("code")) for each in data.get("members", ())]
    yield from (Obstacle("bundle_member_exists", code) for code in sorted({c for c in codes if codes.count(c) > 1}))
    yield from _unknown_members(data, codes)


def _unknown_members(data: Mapping[str, Any], codes: Sequence[str]) -> Iterator[Obstacle]:
    for place, link in enumerate(data.get("links", ()), 1):
        for code in (*_many(link.get("from", [])), *_many(link.get("to", []))):
            yield from _choice(code, codes, f"[[links]] 第 {place} 段")
        for what in link.get("fields", {}).values():
            yield from _choice(what, GIVES, f"[[links]] 第 {place} 段 fields")
    for name in ("same_fields", "same_papers"):
        for place, same in enumerate(data.get(name, ()), 1):
            for use in same.get("of", ()):
                yield from _choice(str(use).partition(".")[0], codes, f"[[{name}]] 第 {place} 段")


def _keys(table: Mapping[str, Any], known: set[str], needed: set[str], place: str) -> Iterator[Obstacle]:
    for key in table.keys() - known:
        yield Obstacle("bundle_file_unknown", key, {"place": place, "meant": _meant(key, known)})
    for key in sorted(needed - table.keys()):
        yield Obstacle("bundle_file_lacks", key, {"place": place})


def _choice(value: Any, choices: Sequence[str], place: str) -> Iterator[Obstacle]:
    if value is not None and value not in choices:
        yield Obstacle("bundle_file_no_choice", str(value), {"place": place, "choices": "、".join(choices)})


def _meant(key: str, known: set[str]) -> str:
    close = get_close_matches(key, sorted(known), n=1)
    return close[0] if close else "、".join(sorted(known))


def _many(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
