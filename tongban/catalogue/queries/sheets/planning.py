"""What would a workbook change? Each item of it laid over what the catalogue holds, a few hundred at a time.

The texts to be written are kept as JSON until all are known to be sound: then they are written together or not at all.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max

from tongban.catalogue.models import CatalogItem, Item, ItemVersion, PaperKind
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.queries.sheets.gathering import Gathered
from tongban.catalogue.rules.codes import basic_code_errors, item_code, item_code_errors
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.lint import lint
from tongban.catalogue.rules.lint.checks import Finding
from tongban.catalogue.rules.lint.circles import Needs
from tongban.catalogue.rules.lint.lists import world
from tongban.catalogue.rules.sheets.columns import ITEMS, PAPERS, ROW, SCENARIOS, STEPS
from tongban.catalogue.rules.sheets.contents import Known, Overlay, Part, says_the_same
from tongban.catalogue.rules.sheets.rows import obstacles_to_rows
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices

AT_ONCE = 500
VERSIONS = ("handling_items", "materials", "steps", "placements")
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that the basic catalogue does not have yet."""

    code: str
    name: str
    item_type: str
    legal_bases: tuple[Mapping[str, Any], ...]
    is_local: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of the file: what it is to become, and the versions it was compared with."""

    row: int
    kind: str
    code: str
    catalog_code: str
    office_id: int
    regulating_id: int | None
    item_id: int | None
    current_id: int | None
    draft_id: int | None
    number: int
    effective_on: date | None
    retires_on: date | None
    text: bytes

    @property
    def content(self) -> Content:
        return content_from(self.text)


@dataclass
class Plan:
    entries: dict[str, NewEntry] = field(default_factory=dict)
    planned: list[Planned] = field(default_factory=list)
    findings: list[tuple[int, Finding]] = field(default_factory=list)  # by row
    needs: list[Needs] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: {NEW: 0, CHANGED: 0, SAME: 0, "errors": 0, "warnings": 0})

    @property
    def to_write(self) -> list[Planned]:
        return [each for each in self.planned if each.kind != SAME]


@dataclass(frozen=True)
class How:
    """Who brings the file, on which day, and whether drafts that are there may be replaced."""

    by: Any
    on: date
    replaces_drafts: bool = False
    is_linted: bool = True


def plan(gathered: Gathered, how: How, told: Callable[[int], None] = lambda items: None) -> Plan:
    """Lay every item over what is there; cells that cannot be taken are added to the errors of ``gathered``."""
    return _Planner(gathered, how).run(told)


def content_as_text(content: Content) -> bytes:
    parts = [content.fields, content.scenarios, content.materials, content.steps, content.placements]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=dict).encode()


def content_from(text: bytes) -> Content:
    fields, scenarios, materials, steps, placements = json.loads(text)
    placed = tuple((kind, code) for kind, code in placements)
    return Content(fields, tuple(scenarios), tuple(materials), tuple(steps), placed)


class _Planner:
    def __init__(self, gathered: Gathered, how: How) -> None:
        self.gathered, self.how, self.plan = gathered, how, Plan()
        self.offices = {office.uscc: office for office in Office.objects.only("uscc", "level", "name", "path")}
        papers = dict(PaperKind.objects.filter(ended_on=None).values_list("code", "pk"))
        self.known = Known(offices={uscc: office.pk for uscc, office in self.offices.items()}, papers=papers)
        self.managed = _managed(how)
        self.world = world(how.on)
        self.codes: dict[str, int] = {}

    def run(self, told: Callable[[int], None]) -> Plan:
        for begin in range(0, len(self.gathered.items), AT_ONCE):
            self._take(self.gathered.items[begin : begin + AT_ONCE])
            told(min(begin + AT_ONCE, len(self.gathered.items)))
        return self.plan

    def _take(self, parts: Sequence[Part]) -> None:
        placed = [(part, office, code) for part in parts for office, code in self._placed(part)]
        listed = {part.given["catalog_code"] for part, _, _ in placed}
        entries = {entry.code: entry for entry in CatalogItem.objects.filter(code__in=listed)}
        items = {item.code: item for item in Item.objects.filter(code__in=[code for _, _, code in placed])}
        versions = _versions(list(items.values()))
        for part, office, code in placed:
            parent = self._parent(part, entries)
            item = items.get(code)
            if parent and self._may_write(part, item, versions):
                self._lay(part, office, code, parent, item, versions)

    def _placed(self, part: Part) -> Iterator[tuple[Office, str]]:
        """Yield in whose hands the item is, and its code, if both are known and allowed."""
        given = part.given
        basic, uscc = given.get("catalog_code"), given.get("dept_code")
        if not basic or not uscc:
            return  # told already: both must be filled
        office = self.offices.get(uscc)
        if office is None:
            self._refuse(part, "dept_code", Obstacle("office_unknown", uscc))
        elif self.managed is not None and office.pk not in self.managed:
            self._refuse(part, "dept_code", Obstacle("not_your_catalogue", office.name))
        elif errors := basic_code_errors(basic):
            self._refuse(part, "catalog_code", errors[0])
        else:
            parts = {"uscc": uscc, "level": office.level, "basic_code": basic}
            code = given.get("task_code") or item_code(**parts)
            if errors := item_code_errors(code, **parts):
                self._refuse(part, "task_code" if given.get("task_code") else "dept_code", errors[0])
            elif self.codes.setdefault(code, part.row) != part.row:
                self._refuse(part, "catalog_code", Obstacle("row_doubled", code, {"row": self.codes[code]}))
            else:
                yield office, code

    def _parent(self, part: Part, entries: Mapping[str, CatalogItem]) -> Parent | None:
        """Return the entry of the basic catalogue above an item, the one that stands there or a new one of the file."""
        given = part.given
        code, item_type = given["catalog_code"], given.get("task_type")
        if code in entries:
            if item_type and item_type != entries[code].item_type:
                here = entries[code].get_item_type_display()
                self._refuse(part, "task_type", Obstacle("differs_from_catalogue", "task_type", {"here": here}))
            return parent_of(entries[code])
        is_local = given.get("catalog_origin") == "local"
        if not is_local and isinstance(self.how.by, Officer):
            self._refuse(part, "catalog_code", Obstacle("catalogue_entry_unknown", code))
            return None
        if not item_type or not given.get("task_name"):
            return None  # told already
        laws = tuple(given.get("by_law") or ())
        entry = self.plan.entries.setdefault(code, NewEntry(code, given["task_name"], item_type, laws, is_local))
        if item_type != entry.item_type:
            self._refuse(part, "task_type", Obstacle("differs_from_catalogue", "task_type", {"here": item_type}))
        return Parent(entry.code, entry.name, entry.item_type, entry.legal_bases, is_local=entry.is_local)

    def _may_write(self, part: Part, item: Item | None, versions: "Versions") -> bool:
        draft = versions.unfinished.get(item.pk) if item else None
        if draft is not None and draft.state != ItemVersion.State.DRAFT:
            self._refuse(part, "", Obstacle("draft_is_under_review", draft.title))
            return False
        return True

    def _lay(
        self, part: Part, office: Office, code: str, parent: Parent, item: Item | None, versions: "Versions"
    ) -> None:
        draft = versions.unfinished.get(item.pk) if item else None
        current = versions.current.get(item.pk) if item else None
        before = draft or current
        base = content_of(before) if before else None
        overlay = Overlay(base, part.given, office=office.pk, known=self.known)
        references = (part.given.get(ROW) or "", code)
        content = overlay.content(*(self.gathered.parts_of(s, *references) for s in (SCENARIOS, PAPERS, STEPS)))
        for error in overlay.errors:
            self.gathered.refuse(error.sheet, error.row, error.field, error.obstacle)

        for name, obstacle in obstacles_to_rows(part.given, content.fields):
            self._refuse(part, name, obstacle)

        days = (part.given.get("plan_effective_date"), part.given.get("plan_cancel_date"))
        if all(days) and days[1] < days[0]:  # type: ignore[operator]
            self._refuse(part, "plan_cancel_date", Obstacle("ends_before_it_begins"))
        is_same = base is not None and says_the_same(base, content) and not any(days)
        if draft and not is_same and not self.how.replaces_drafts:
            self._refuse(part, "", Obstacle("draft_exists", code))
        self._examine(part, code, content, parent)
        kind = SAME if is_same else CHANGED if item else NEW
        self.plan.counts[kind] += 1
        self.plan.planned.append(
            Planned(
                row=part.row,
                kind=kind,
                code=code,
                catalog_code=parent.code,
                office_id=office.pk,
                regulating_id=self._regulating(part, item),
                item_id=item.pk if item else None,
                current_id=current.pk if current else None,
                draft_id=draft.pk if draft else None,
                number=draft.number if draft else versions.last.get(item.pk, 0) + 1 if item else 1,
                effective_on=days[0],
                retires_on=days[1],
                text=b"" if is_same else content_as_text(content),
            )
        )

    def _regulating(self, part: Part, item: Item | None) -> int | None:
        uscc = part.given.get("regulating_dept_code")
        if uscc is None:
            return item.regulating_office_id if item else None
        if uscc not in self.offices:
            self._refuse(part, "regulating_dept_code", Obstacle("office_unknown", uscc))
            return None
        return self.offices[uscc].pk

    def _examine(self, part: Part, code: str, content: Content, parent: Parent) -> None:
        result = (content.element("result") or {}).get("name") or ""
        asked = tuple(each["name"] for each in content.materials if not each.get("exempted_by"))
        self.plan.needs.append(Needs(code, result, asked))
        if not self.how.is_linted:
            return
        for finding in lint(content, parent, self.world):
            self.plan.counts["errors" if finding.check.blocks else "warnings"] += 1
            self.plan.findings.append((part.row, finding))

    def _refuse(self, part: Part, field: str, obstacle: Obstacle) -> None:
        self.gathered.refuse(ITEMS, part.row, field, obstacle)


@dataclass
class Versions:
    """The versions of some items that count: in force, being written, and the highest number."""

    current: dict[int, ItemVersion] = field(default_factory=dict)
    unfinished: dict[int, ItemVersion] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)


def _versions(items: Sequence[Item]) -> Versions:
    found = Versions()
    keys = [item.pk for item in items]
    current = [item.current_id for item in items if item.current_id]
    numbers = ItemVersion.objects.filter(item__in=keys).values_list("item_id").annotate(Max("number"))
    found.last = dict(numbers.order_by())
    unfinished = ItemVersion.objects.filter(item__in=keys, state__in=ItemVersion.UNFINISHED)
    for version in unfinished.prefetch_related(*VERSIONS):
        found.unfinished[version.item_id] = version
    for version in ItemVersion.objects.filter(pk__in=current).prefetch_related(*VERSIONS):
        found.current[version.item_id] = version
    return found


def _managed(how: How) -> set[int] | None:
    """Return the offices whose catalogue may be changed; None for the system itself, which may all."""
    if not isinstance(how.by, Officer):
        return None
    mine = accessible_offices(how.by, "manage_catalogue", on=how.on, field="pk")
    return set(Office.objects.filter(mine).values_list("pk", flat=True))
