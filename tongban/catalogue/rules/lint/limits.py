"""Limits of time: promise, law and steps agree."""

from dataclasses import replace

from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.limits import is_longer
from tongban.catalogue.rules.lint.checks import World, check
from tongban.kernel.obstacles import Obstacle


@check("A24", source="要素 32：承诺时限不超过法定时限（换算成同一单位）")
def promises_no_more_than_law(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """The promised limit is never longer than the statutory one; without a law's limit the text says so."""
    if content.statutory is None:
        told = content.fields.get("statutory_text")
        return [] if told else [Obstacle("no_statutory_limit_explained", parent.name)]
    if is_longer(content.promised, content.statutory):
        details = {"promised": str(content.promised), "statutory": str(content.statutory)}
        return [Obstacle("promise_above_statute", parent.name, details)]
    return []


@check("A26", source="即办件 ⇔ 承诺时限为 0")
def is_instant_exactly_when_promised_at_once(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """An instant item promises nothing but at once, and nothing else does."""
    if bool(content.fields.get("is_instant")) == content.promised.is_at_once:
        return []
    return [Obstacle("instant_without_zero_promise", parent.name, {"promised": str(content.promised)})]


@check("A26", source="审核合一只限即办件，并写明依据")
def lets_one_officer_decide_by_rule_only(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Only an instant item may be decided by a single officer, and only with a source."""
    if not content.fields.get("is_single_officer"):
        return []
    obstacles = []
    if not content.fields.get("is_instant"):
        obstacles.append(Obstacle("single_officer_but_not_instant", parent.name))
    if not content.fields.get("single_officer_basis"):
        obstacles.append(Obstacle("single_officer_without_basis", parent.name))
    return obstacles


@check("A22", source="各环节时限之和不超过承诺时限")
def fits_its_steps_into_the_promise(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Waves follow one another; the longest step of each, together, stay within the promise."""
    longest: dict[int, int] = {}
    for step in content.steps:
        if step.get("unit", "working") == content.promised.unit:
            longest[step["wave"]] = max(longest.get(step["wave"], 0), step.get("amount", 1))
    total = sum(longest.values()) + (content.element("decision") or {}).get("amount", 0)
    if total > content.promised.amount:
        details = {"steps": total, "promised": str(content.promised)}
        return [Obstacle("steps_above_promise", parent.name, details)]
    return []


@check("E02", source="要素 112：容缺补正时限不超过承诺时限")
def lets_gaps_close_within_the_promise(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A paper that may follow comes before the promise is due."""
    days = content.element("lack_days")
    if days is None or content.promised.unit != "working" or days <= content.promised.amount:
        return []
    return [Obstacle("lack_days_above_promise", parent.name, {"days": days, "promised": str(content.promised)})]


def by_the_promise(content: Content, world: World) -> Content:
    """Mend: an item is instant exactly when its promise is zero."""
    return replace(content, fields={**content.fields, "is_instant": content.promised.is_at_once})


CHECKS = (
    promises_no_more_than_law,
    replace(is_instant_exactly_when_promised_at_once, mend=by_the_promise),
    lets_one_officer_decide_by_rule_only,
    fits_its_steps_into_the_promise,
    lets_gaps_close_within_the_promise,
)
