"""Law and catalogue: an item without a law is none, and what the basic catalogue says is the same on all levels."""

from tongban.catalogue.rules.codes import basic_code_errors
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.laws import normal_title
from tongban.catalogue.rules.lint.checks import WARNING, World, check
from tongban.kernel.obstacles import Obstacle

REMEDIES_NEEDED = frozenset({"01", "07", "09"})


@check("A15", source="于法无据的事项全部取消")
def has_legal_basis(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """An item without a law is not an item."""
    return [] if content.element("legal_bases") else [Obstacle("no_legal_basis", parent.name)]


@check("A15", source="于法无据的事项全部取消：依据已经废止的，视为没有依据")
def stands_on_law_in_force(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A basis that was repealed is no basis."""
    over = [law["title"] for law in content.element("legal_bases") or () if is_over(law["title"], world)]
    return [
        Obstacle("basis_repealed", title, {"on": world.repealed[normal_title(title)].isoformat()}) for title in over
    ]


@check("A08", source="要素 9：至少一部法律的名称、文号和条款", severity=WARNING)
def cites_an_article(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """At least one basis names its article."""
    bases = content.element("legal_bases") or ()
    return (
        [Obstacle("basis_without_article", parent.name)] if bases and not any(b.get("article") for b in bases) else []
    )


@check("A07", source="国发〔2022〕5号：四级四同")
def agrees_with_catalogue(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Name and basis are those of the catalogue item; code and type are held by it alone."""
    obstacles = basic_code_errors(parent.code)
    if parent.code[2:4] != parent.item_type:
        obstacles.append(Obstacle("differs_from_catalogue", "type", {"here": parent.code[2:4]}))
    if content.fields.get("title") != parent.name:
        obstacles.append(Obstacle("differs_from_catalogue", "name", {"here": content.fields.get("title", "")}))
    if list(content.element("legal_bases") or ()) != list(parent.legal_bases):
        obstacles.append(Obstacle("differs_from_catalogue", "basis"))
    return obstacles


@check("A19", source="行政许可法第三十八条：告知救济权利")
def tells_the_remedies(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A licence, a confirmation and a ruling name where to go for review and which court hears the case."""
    remedies = content.element("remedies") or {}
    if parent.item_type not in REMEDIES_NEEDED or (remedies.get("review_office") and remedies.get("court")):
        return []
    return [Obstacle("no_remedies", parent.name)]


@check("A22", source="要素 90–92：收费依据和标准")
def charges_by_law(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Every fee has a standard and a basis."""
    fees = (content.element("fees") or {}).get("charges", ())
    return [
        Obstacle("fee_without_basis", fee["name"]) for fee in fees if not (fee.get("standard") and fee.get("basis"))
    ]


def is_over(title: str, world: World) -> bool:
    """Whether a law of this title is repealed on the day that the world knows."""
    ended = world.repealed.get(normal_title(title))
    return ended is not None and (world.on is None or ended <= world.on)


CHECKS = (
    has_legal_basis,
    stands_on_law_in_force,
    cites_an_article,
    agrees_with_catalogue,
    tells_the_remedies,
    charges_by_law,
)
