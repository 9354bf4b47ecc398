"""Reforms: 容缺, 告知承诺, intermediary services, and conditions that hang on what is asked."""

from tongban.catalogue.rules.commitments import excluded_word
from tongban.catalogue.rules.conditions import condition_errors
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.discretion import OUTCOMES, discretion_in
from tongban.catalogue.rules.lint.checks import WARNING, World, check
from tongban.kernel.obstacles import Obstacle


@check("E02", source="要素 111：容缺受理至少有一份可容缺后补的材料")
def has_what_may_follow(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Acceptance with gaps names the gaps that it bears: secondary papers."""
    if not content.element("is_lack_accept"):
        return []
    may_follow = any(each.get("necessity") == "secondary" for each in content.materials)
    return [] if may_follow else [Obstacle("lack_without_papers", parent.name)]


@check("A22", source="国办发〔2020〕42号：安全、保密、金融、环境、直接涉及健康和生命安全的除外", severity=WARNING)
def promises_outside_excluded_fields(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A decision on a promise in an excluded field cites the statute that allows it (消防法 15 does)."""
    commitment = content.element("commitment") or {}
    excluded = excluded_word(parent.name)
    if not commitment or excluded is None or commitment.get("statute"):
        return []
    return [Obstacle("commitment_in_excluded_field", parent.name, {"field": excluded[1]})]


@check("N12", source="中介服务事项清单以外的，不得作为受理条件")
def requires_listed_intermediaries_only(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """An intermediary service that is required stands on the published list."""
    if world.intermediaries is None:
        return []
    services = content.element("service_type") or ()
    return [
        Obstacle("intermediary_not_on_list", each["name"])
        for each in services
        if each["name"] not in world.intermediaries
    ]


@check("N12", source="要素 115：中介服务写明法律依据")
def requires_intermediaries_by_law(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Each intermediary service has its legal basis."""
    services = content.element("service_type") or ()
    return [Obstacle("intermediary_without_basis", each["name"]) for each in services if not each.get("basis")]


@check("B12", source="适用情形只用问过的内容判断")
def asks_what_its_conditions_need(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Every condition hangs on a question or a field that exists."""
    asked = {question["key"] for question in content.fields.get("questions", ())}
    properties = content.fields.get("form_schema", {}).get("properties", {})
    known = asked | properties.keys()
    parts = [
        (part["name"], part.get("condition", {})) for part in (*content.scenarios, *content.materials, *content.steps)
    ]
    parts += [(rule.name, rule.condition) for rule in discretion_in(content.fields.get("elements", {}))]
    parts += [(name, spec.get("when", {})) for name, spec in properties.items()]
    return [obstacle for name, condition in parts for obstacle in condition_errors(condition, known, name)]


@check("A21", source="科学细化量化审批服务标准，压减自由裁量权")
def says_what_each_rule_of_discretion_allows(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A rule of discretion has a name and names outcomes that there are."""
    rules = discretion_in(content.fields.get("elements", {}))
    wrong = [rule for rule in rules if not rule.name or not rule.outcomes or not set(rule.outcomes) <= set(OUTCOMES)]
    return [Obstacle("discretion_without_outcome", rule.name or parent.name) for rule in wrong]


CHECKS = (
    says_what_each_rule_of_discretion_allows,
    has_what_may_follow,
    promises_outside_excluded_fields,
    requires_listed_intermediaries_only,
    requires_intermediaries_by_law,
    asks_what_its_conditions_need,
)
