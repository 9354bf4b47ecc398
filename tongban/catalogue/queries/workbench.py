"""A draft as its editors see it: what the lint finds and where, what is still missing, who else changed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from tongban.catalogue.models import DraftChange, Item, ItemVersion, SharedField
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.rules.comparison import completeness, missing
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.designing import from_shared
from tongban.catalogue.rules.elements import Holder, values_of
from tongban.catalogue.rules.lint import lint
from tongban.catalogue.rules.lint.checks import Check, Finding, World
from tongban.catalogue.rules.profiles import Element, profiles
from tongban.catalogue.rules.sheet import place_of_check, place_of_element, section_of, sections, value_of
from tongban.kernel.ratios import Ratio
from tongban.people.models import Office, Officer

MOST_OFFICES = 300
SOURCES = (  # from where a field of a form can be filled in beforehand
    ("party.name", "申请人名称", "Name of the applicant"),
    ("person.name", "申请人姓名（个人）", "Name of the applicant, if a person"),
    ("person.identity", "申请人身份证号（个人）", "Identity number of the applicant, if a person"),
    ("party.identity", "申请人证件号码", "Identity or credit code of the applicant"),
    ("party.phone", "申请人手机", "Phone of the applicant"),
    ("party.address", "申请人地址", "Address of the applicant"),
)
TITLES = ("name", "title", "label", "q", "key")  # what a row of some kind is called by


@dataclass(frozen=True)
class Place:
    """Where a finding stands: a field, perhaps one of its rows."""

    field: str = ""
    row: int | None = None

    @property
    def id(self) -> str:
        if not self.field:
            return ""
        return f"f-{self.field}" if self.row is None else f"r-{self.field}-{self.row}"


@dataclass(frozen=True)
class Located:
    finding: Finding
    place: Place

    @property
    def can_be_mended(self) -> bool:
        return bool(self.finding.check.mend)

    @property
    def can_be_proposed(self) -> bool:
        return bool(self.finding.check.proposal)


@dataclass(frozen=True)
class Missing:
    element: Element
    field: str  # where to fill it in; empty where it follows from whose item it is

    @property
    def section(self) -> str:
        return section_of(self.field).code if self.field else ""


@dataclass(frozen=True)
class Overview:
    """What stands beside the sheet."""

    findings: tuple[Located, ...]
    score: Ratio
    missing: tuple[Missing, ...]
    by_section: Mapping[str, int] = field(default_factory=dict)  # how many findings stand in each

    @property
    def errors(self) -> list[Located]:
        return [each for each in self.findings if each.finding.check.blocks]

    @property
    def warnings(self) -> list[Located]:
        return [each for each in self.findings if not each.finding.check.blocks]

    @property
    def can_be_mended(self) -> bool:
        return any(each.can_be_mended for each in self.findings)

    @property
    def proposals(self) -> list[Check]:
        """Mends that somebody has to want, each once."""
        proposed = [each.finding.check for each in self.findings if each.can_be_proposed]
        return list({check.name: check for check in proposed}.values())

    def at(self, place: str) -> list[Located]:
        """Return what is found at a field or a row, by its id."""
        return [each for each in self.findings if each.place.id == place]


def overview(version: ItemVersion, content: Content, known: World) -> Overview:
    """Return findings with their places, and how complete the draft is by the list of elements."""
    located = tuple(Located(found, place_of(found, content)) for found in _found(version, content, known))
    values, profile = values_of(content, parent_of(version.item.catalog_item), holder_of(version)), profiles()["118"]
    counted: dict[str, int] = dict.fromkeys(sections(), 0)
    for each in located:
        if each.place.field:
            counted[section_of(each.place.field).code] += 1
    return Overview(
        findings=located,
        score=completeness(profile, values),
        missing=tuple(Missing(element, place_of_element(element.field)) for element in missing(profile, values)),
        by_section=counted,
    )


def _found(version: ItemVersion, content: Content, known: World) -> list[Finding]:
    return lint(content, parent_of(version.item.catalog_item), known)


def place_of(found: Finding, content: Content) -> Place:
    """Return where a finding stands: at the row it speaks of, if it names one."""
    name = place_of_check(found.check.name)
    if not name:
        return Place()
    at = next(each for each in section_of(name).fields if each.name == name)
    if at.widget != "rows":
        return Place(name)
    rows = value_of(content, at)
    about = found.obstacle.about
    return Place(name, next((n for n, row in enumerate(rows) if about and about in _called(row)), None))


def _called(row: Mapping[str, Any]) -> list[Any]:
    return [row[title] for title in TITLES if row.get(title)]


def holder_of(version: ItemVersion) -> Holder:
    """Return whose item a version is of, for its elements."""
    item = version.item
    return Holder(
        code=item.code,
        office=item.office.name,
        office_code=item.office.uscc,
        state=_state(item),
        version=version.number,
        effective_on=version.effective_on or (version.published_at.date() if version.published_at else None),
        cancelled_on=version.retires_on,
    )


def _state(item: Item) -> str:
    return "取消" if item.retired_at else "暂停" if item.suspended_from else "在用"


def offices_for(version: ItemVersion, content: Content) -> list[tuple[str, str]]:
    """Return the offices that may be named in steps: those of the place, and those named already."""
    used = [step["office"] for step in content.steps]
    near = Q(region=version.item.office.region_id) | Q(pk__in=used)
    rows = Office.objects.filter(near).order_by("pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows[:MOST_OFFICES]]


@dataclass(frozen=True)
class OthersWork:
    """Somebody else changed a section since I read it."""

    section: str
    officer: Officer | None
    change: DraftChange


def changes_of_others(version: ItemVersion, *, seen: int, officer: Officer) -> list[OthersWork]:
    """Return the newest change of each section that others made since a revision."""
    changes = version.changes.filter(revision__gt=seen).exclude(officer=officer).select_related("officer")
    newest = {change.section: change for change in changes.defer("before")}
    return [OthersWork(code, change.officer, change) for code, change in newest.items()]


def draft_of(item: Item) -> ItemVersion | None:
    """Return the version of an item that is being worked on, in whatever state."""
    found = item.versions.filter(state__in=ItemVersion.UNFINISHED).select_related("edited_by", "submitted_by").first()
    if found:
        found.item = item
    return found


def workbench(version: ItemVersion, known: World) -> tuple[Content, Overview]:
    """Return the content of a draft and what stands beside it."""
    content = content_of(version)
    return content, overview(version, content, known)


def shared_fields() -> list[tuple[str, str]]:
    """Return the shared fields in use, as (code, title)."""
    return list(SharedField.objects.filter(ended_on=None).order_by("code").values_list("code", "title"))


def shared_rows(code: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the row of a shared field to be added to a form; none if there is no such field."""
    field = SharedField.objects.filter(code=code, ended_on=None).first()
    if field is None:
        return []
    definition = {**field.definition, "title": field.title, "title_en": field.title_en, "autofill": field.autofill}
    return [from_shared(code, definition, [str(row.get("name")) for row in rows])]


def sources_of_fields(content: Content, *, is_english: bool) -> list[tuple[str, str]]:
    """Return from where a field can be filled in: the applicant's data, and the answers to the questions."""
    known = [(code, english if is_english else term) for code, term, english in SOURCES]
    answers = [(f"answers.{each['key']}", each.get("label", each["key"])) for each in content.fields["questions"]]
    return [("", "—"), *known, *answers]
