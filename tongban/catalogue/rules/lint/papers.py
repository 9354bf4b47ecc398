"""Papers: named, with a reason, asked once, and not asked at all where another office holds them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.lint.checks import WARNING, World, check
from tongban.catalogue.rules.lint.names import is_catch_all, stem
from tongban.catalogue.rules.materials import is_proof
from tongban.kernel.obstacles import Obstacle


@check("A17", source="“其他材料”“有关材料”等应逐一明确，无法明确的不得要求提供")
def names_every_paper(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """No paper may be a catch-all."""
    return [Obstacle("catch_all_paper", each["name"]) for each in content.materials if is_catch_all(each["name"])]


@check("A19", source="要素 99：要求提供材料的理由")
def says_why_each_paper(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Each paper says what for."""
    return [Obstacle("paper_without_reason", each["name"]) for each in content.materials if not each.get("why")]


@check("A08", source="要素 99：要求提供材料的依据", severity=WARNING)
def says_on_what_ground_each_paper(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Each paper that must be handed in says on what ground."""
    asked = [each for each in content.materials if each.get("necessity", "required") == "required"]
    return [Obstacle("paper_without_ground", each["name"]) for each in asked if not each.get("basis")]


@check("A17", source="要素 95：材料名称在同一情形内不重复")
def asks_each_paper_once(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """No two papers bear one name."""
    return [Obstacle("paper_asked_twice", names[0]) for names in _named_alike(content, {}) if len(set(names)) == 1]


@check("E18", "E21", source="清理重复证明：同一材料换个名称再要一次")
def asks_no_paper_under_another_name(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """No paper is asked again under another name."""
    return [
        Obstacle("paper_under_another_name", names[0], {"other": names[1]})
        for names in _named_alike(content, world.synonyms)
        if len(set(names)) > 1
    ]


@check("A08", source="要素 101：政府部门核发的写明部门")
def names_the_issuer(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A paper of an authority says of which."""
    return [
        Obstacle("paper_without_issuer", each["name"])
        for each in content.materials
        if each.get("source") == "government" and not each.get("issuer")
    ]


@check("E18", source="能够在政府部门之间核查的，不得要求申请人提供")
def fetches_what_a_source_supplies(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A paper that a connected source supplies is not asked of the applicant."""
    return [
        Obstacle("paper_held_by_a_source", each["name"], {"source": _supplier(each["name"], world)})
        for each in content.materials
        if not each.get("exempted_by") and _supplier(each["name"], world)
    ]


@check("E18", source="其他部门核发的材料，尽快改为免提交", severity=WARNING)
def asks_little_of_what_offices_issue(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A paper that an authority issues ought to be fetched, once a source for it is connected."""
    return [
        Obstacle("paper_issued_elsewhere", each["name"], {"issuer": each.get("issuer") or ""})
        for each in content.materials
        if each.get("source") == "government" and not each.get("exempted_by") and not _supplier(each["name"], world)
    ]


@check("E18", source="证明事项清单以外的证明，不得要求提供")
def asks_only_listed_proofs(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A proof stands on the published list, once there is one."""
    if world.proofs is None:
        return []
    listed = {stem(name, world.synonyms) for name in world.proofs}
    asked = [each["name"] for each in content.materials if is_proof(each["name"]) and not each.get("exempted_by")]
    return [Obstacle("proof_not_on_list", name) for name in asked if stem(name, world.synonyms) not in listed]


@check("E18", source="免提交应写明由哪个证照或数据代替", severity=WARNING)
def says_from_where_it_is_fetched(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A paper not to be handed in says what replaces it."""
    return [
        Obstacle("exempted_without_source", each["name"])
        for each in content.materials
        if each.get("exempted_by") and not each.get("exempted_from")
    ]


def _named_alike(content: Content, synonyms: Mapping[str, str]) -> list[list[str]]:
    """Return the names of papers that are one paper and may be asked together, in order."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in content.materials:
        key = stem(each["name"], synonyms)
        alike[key, repr(each.get("condition") or {})].append(each["name"])
    return [names for names in alike.values() if len(names) > 1]


def _supplier(name: str, world: World) -> str:
    return world.sources.get(stem(name, world.synonyms), "")


def fetch_them(content: Content, world: World) -> Content:
    """Mend: let every paper that a connected source supplies be fetched from it."""
    mended = [
        {**each, "exempted_by": "sharing", "exempted_from": _supplier(each["name"], world)}
        if not each.get("exempted_by") and _supplier(each["name"], world)
        else each
        for each in content.materials
    ]
    return replace(content, materials=tuple(mended))


def ask_the_issuer(content: Content, world: World) -> Content:
    """Proposal: let the office ask the authority that issues a paper itself (行政协助), until a source is connected."""
    mended = [
        {**each, "exempted_by": "assistance", "exempted_from": each.get("issuer") or ""}
        if each.get("source") == "government" and not each.get("exempted_by") and not _supplier(each["name"], world)
        else each
        for each in content.materials
    ]
    return replace(content, materials=tuple(mended))


CHECKS = (
    names_every_paper,
    says_why_each_paper,
    says_on_what_ground_each_paper,
    asks_each_paper_once,
    asks_no_paper_under_another_name,
    names_the_issuer,
    replace(fetches_what_a_source_supplies, mend=fetch_them),
    replace(asks_little_of_what_offices_issue, proposal=ask_the_issuer),
    asks_only_listed_proofs,
    says_from_where_it_is_fetched,
)
