"""How a finding can be mended: by one button where there is one right way, else the place on the page to go to."""

from collections.abc import Iterator
from dataclasses import dataclass

from tongban.bundles.queries.plans import MemberPlan, Plan
from tongban.bundles.rules import graph
from tongban.bundles.rules.checks import ADVICE
from tongban.kernel.obstacles import Obstacle

REMOVE, UNLINK, ORDER_ONLY, DROP_PAPER = "remove_member", "unlink", "order_only", "drop_paper"
DROP_ANSWER, DROP_SAME, JOIN = "drop_answer", "drop_same", "join_fields"
ANSWERS = frozenset({"bundle_answers_nothing", "bundle_answer_malformed"})
OF_PAPERS = {"bundle_gives_nothing": ORDER_ONLY, "bundle_source_without_result": ORDER_ONLY}
OF_LINKS = frozenset({"bundle_link_to_nothing"})
OF_FORMS = frozenset({"field_of_other_kind", "field_bounds_conflict", "field_twice_in_part"})


@dataclass(frozen=True)
class Mend:
    """One act that mends a finding: what it is done to, by codes, and how that is called."""

    act: str
    on: tuple[str, ...]
    told: str = ""

    @property
    def key(self) -> str:
        return "|".join((self.act, *self.on))


@dataclass(frozen=True)
class Found:
    """A finding, its mends, and where on the page it is mended by hand: an anchor, or the code of a member."""

    obstacle: Obstacle
    blocks: bool
    mends: tuple[Mend, ...] = ()
    place: str = ""
    member: str = ""


def found_in(plan: Plan, findings: list[Obstacle]) -> list[Found]:
    """Return the findings with their mends, what keeps from publishing first.

    Findings name members by title. Where two members share one, no button is offered: it might mend the wrong one.
    """
    titles: dict[str, list[str]] = {}
    for each in plan.members:
        titles.setdefault(each.title, []).append(each.code)
    codes = {title: same[0] for title, same in titles.items() if len(same) == 1}
    found = [_found(plan, finding, codes) for finding in findings]
    return sorted(found, key=lambda each: not each.blocks)


def _found(plan: Plan, finding: Obstacle, codes: dict[str, str]) -> Found:
    code = finding.code
    member = codes.get(finding.about, "") or codes.get(str(finding.details.get("other", "")), "")
    place = "members"
    if code == "bundle_circle" or code in OF_PAPERS or code in OF_LINKS or code == "bundle_orphan_input":
        place = "links"
    elif code == "bundle_same_unknown" or code in OF_FORMS or code == "fields_alike":
        place = "same"
    mends = tuple(_mends(plan, finding, codes))
    at_member = member if place == "members" and code not in ("bundle_of_one", "bundle_item_over") else ""
    return Found(finding, code not in ADVICE, mends, place, at_member)


def _mends(plan: Plan, finding: Obstacle, codes: dict[str, str]) -> Iterator[Mend]:
    code, about, more = finding.code, finding.about, finding.details
    if code == "bundle_circle":
        yield from _links_of_circle(plan, about)
    elif code == "bundle_item_over" and about in codes:
        yield Mend(REMOVE, (codes[about],), about)
    elif code in ANSWERS and about in codes:
        yield Mend(DROP_ANSWER, (codes[about], more["question"]), more["question"])
    elif code in OF_PAPERS and {about, more["target"]} <= codes.keys():
        yield Mend(ORDER_ONLY, (codes[about], codes[more["target"]]))
    elif code == "bundle_orphan_input" and about in codes:
        for link in plan.links:
            if link.target == codes[about] and more["paper"] in link.papers:
                yield Mend(DROP_PAPER, (link.source, link.target, more["paper"]), more["paper"])
    elif code == "bundle_same_unknown":
        yield Mend(DROP_SAME, (more["key"], about), about)
    elif code == "fields_alike" and {more["one"], more["other"]} <= codes.keys():
        yield from _join(plan, plan.by_code[codes[more["one"]]], plan.by_code[codes[more["other"]]], about)


def _links_of_circle(plan: Plan, told: str) -> Iterator[Mend]:
    """Taking away any link of the circle opens it; the designer knows which."""
    for circle in graph.circles([each.code for each in plan.members], plan.links):
        if " → ".join(plan.by_code[code].title for code in [*circle, circle[0]]) == told:
            for source, target in zip(circle, [*circle[1:], circle[0]], strict=True):
                yield Mend(UNLINK, (source, target), f"{plan.by_code[source].title} → {plan.by_code[target].title}")


def _join(plan: Plan, one: MemberPlan, other: MemberPlan, name: str) -> Iterator[Mend]:
    key = _key_of(plan, other, name)
    mine = next((field for field in _fields(one) if _key_of(plan, one, field) == key), None)
    if mine is not None and name in _fields(other):
        yield Mend(JOIN, (key, f"{one.code}.{mine}", f"{other.code}.{name}"), key)


def _key_of(plan: Plan, member: MemberPlan, name: str) -> str:
    said = {use: each["key"] for each in plan.version.same_fields for use in each["of"]}
    return str(said.get(f"{member.code}.{name}") or _fields(member).get(name, {}).get("shared") or name)


def _fields(member: MemberPlan) -> dict[str, dict[str, str]]:
    return member.version.form_schema.get("properties", {}) if member.version else {}
