"""What bends the course of a case: how many are granted, what comes first, the rule of extension, the ordinary way."""

from collections import Counter

from tongban.catalogue.rules.commitments import commitment_of
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.laws import citations_in, normal_title
from tongban.catalogue.rules.limits import Limit, is_longer
from tongban.catalogue.rules.lint.basis import is_over
from tongban.catalogue.rules.lint.checks import World, check
from tongban.kernel.obstacles import Obstacle

INVESTMENT_LAW = "企业投资项目核准和备案管理条例"


@check("A22", source="行政许可法第四十二条第二款；企业投资项目核准和备案管理条例第十条：按哪一条延长，就得是哪一类事项")
def extends_by_a_rule_that_fits(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """The longer extensions are for items of several offices, and for what the regulation on investment names."""
    rule = content.element("extension_rule")
    if rule == "joint" and len({step.get("office") for step in content.steps}) < 2:
        return [Obstacle("joint_extension_of_one_office", parent.name)]
    titles = [normal_title(law["title"]) for law in content.element("legal_bases") or ()]
    if rule == "investment" and normal_title(INVESTMENT_LAW) not in titles:
        return [Obstacle("investment_extension_without_its_law", parent.name)]
    return []


@check("A22", source="行政许可法第三十条、第五十七条：有数量限制的，数量应当公示")
def publishes_how_many_it_grants(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A number that limits what is granted is one or more, and the guide tells it."""
    quota = content.element("quota")
    if quota is None:
        return []
    if quota < 1:
        return [Obstacle("quota_of_nothing", parent.name)]
    is_told = str(quota) in (content.element("limit_explain") or "")
    return [] if is_told else [Obstacle("quota_not_told", parent.name, {"quota": quota})]


@check("A15", source="行政许可法第十六条：不得增设违反上位法的其他条件")
def puts_first_only_what_law_puts_first(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """What has to be settled elsewhere beforehand stands there once, with a name and with a law in force."""
    asked = content.element("prerequisites") or ()
    obstacles = [
        Obstacle("prerequisite_without_basis", each.get("name") or each["code"])
        for each in asked
        if not (each.get("name") and each.get("basis"))
    ]
    obstacles += [
        Obstacle("prerequisite_on_repealed_law", each.get("name", ""), {"on": world.repealed[title].isoformat()})
        for each in asked
        for title in dict.fromkeys(normal_title(cited.title) for cited in citations_in(each.get("basis") or ""))
        if is_over(title, world)
    ]
    twice = [code for code, times in Counter(each["code"] for each in asked).items() if times > 1]
    return obstacles + [Obstacle("prerequisite_twice", code) for code in twice]


@check("A24", source="行政许可法第四十二条；国办发〔2020〕42号：不愿承诺的，按照一般程序办理")
def keeps_the_ordinary_way_within_law(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """The ordinary way stands beside a promise, and takes no longer than the law allows."""
    told = (content.element("commitment") or {}).get("ordinary")
    if not told:
        return []
    terms = commitment_of({"commitment": content.element("commitment")})
    if terms is None:
        return [Obstacle("ordinary_way_without_promise", parent.name)]
    if terms.ordinary_amount is None or content.statutory is None:
        return []
    unit = terms.ordinary_unit
    ordinary = Limit(terms.ordinary_amount, unit, "日" if unit == "calendar" else "工作日")
    if not is_longer(ordinary, content.statutory):
        return []
    details = {"ordinary": str(ordinary), "statutory": str(content.statutory)}
    return [Obstacle("ordinary_way_above_statute", parent.name, details)]


CHECKS = (
    extends_by_a_rule_that_fits,
    publishes_how_many_it_grants,
    puts_first_only_what_law_puts_first,
    keeps_the_ordinary_way_within_law,
)
