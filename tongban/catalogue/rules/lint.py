"""May this version be published? Every finding names what the texts forbid and where it stands.

Pure functions over a ``Content``; the gate of ``publish_version`` asks ``findings``. This is the first set of
checks; it does not score elements and compares no more than the four that must be the same on all levels.
"""

import re
from collections import Counter
from collections.abc import Callable

from tongban.catalogue.rules.codes import basic_code_errors
from tongban.catalogue.rules.conditions import condition_errors
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.limits import is_longer
from tongban.kernel.obstacles import Obstacle

CATCH_ALL = re.compile(r"(其他|其它|有关|相关|所需|必要)的?(证明)?(材料|资料|文件|手续|证件)|等(材料|资料|文件)$")
AREA_PHONE = re.compile(r"^(0\d{2,3}-?\d{7,8}(-\d{1,6})?|12345|400-?\d{3}-?\d{4})$")
REMEDIES_NEEDED = frozenset({"01", "07", "09"})


def findings(content: Content, parent: Parent) -> list[Obstacle]:
    """Return everything that stands against publishing."""
    return [finding for check in CHECKS for finding in check(content, parent)]


def has_legal_basis(content: Content, parent: Parent) -> list[Obstacle]:
    """An item without a law is not an item (于法无据的事项全部取消)."""
    return [] if content.element("legal_bases") else [Obstacle("no_legal_basis", parent.name)]


def agrees_with_catalogue(content: Content, parent: Parent) -> list[Obstacle]:
    """Name and basis are those of the catalogue item; code and type are held by it alone (四同)."""
    obstacles = basic_code_errors(parent.code)
    if parent.code[2:4] != parent.item_type:
        obstacles.append(Obstacle("differs_from_catalogue", "type", {"here": parent.code[2:4]}))
    if content.fields.get("title") != parent.name:
        obstacles.append(Obstacle("differs_from_catalogue", "name", {"here": content.fields.get("title", "")}))
    if list(content.element("legal_bases") or ()) != list(parent.legal_bases):
        obstacles.append(Obstacle("differs_from_catalogue", "basis"))
    return obstacles


def names_every_paper(content: Content, parent: Parent) -> list[Obstacle]:
    """No paper may be a catch-all (其他材料、有关材料); each says why and by what; no two bear one name."""
    catch_all = [
        Obstacle("catch_all_paper", paper["name"]) for paper in content.materials if is_catch_all(paper["name"])
    ]
    silent = [Obstacle("paper_without_reason", paper["name"]) for paper in content.materials if not paper.get("why")]
    names = Counter(paper["name"] for paper in content.materials)
    twice = [Obstacle("paper_asked_twice", name) for name, count in names.items() if count > 1]
    issuers = [
        Obstacle("paper_without_issuer", paper["name"])
        for paper in content.materials
        if paper.get("source") == "government" and not paper.get("issuer")
    ]
    return catch_all + silent + twice + issuers


def is_catch_all(name: str) -> bool:
    """Return whether a paper's name leaves open what is meant.

    >>> is_catch_all("其他相关材料"), is_catch_all("法律法规规定的其他材料"), is_catch_all("经营场所布局图")
    (True, True, False)
    """
    return bool(CATCH_ALL.search(name))


def promises_no_more_than_law(content: Content, parent: Parent) -> list[Obstacle]:
    """The promised limit is never longer than the statutory one; without a law's limit the text says so."""
    if content.statutory is None:
        told = content.fields.get("statutory_text")
        return [] if told else [Obstacle("no_statutory_limit_explained", parent.name)]
    if is_longer(content.promised, content.statutory):
        details = {"promised": str(content.promised), "statutory": str(content.statutory)}
        return [Obstacle("promise_above_statute", parent.name, details)]
    return []


def is_instant_exactly_when_promised_at_once(content: Content, parent: Parent) -> list[Obstacle]:
    """即办件 ⇔ promise 0; only an instant item may be decided by a single officer, and only with a source."""
    is_instant = bool(content.fields.get("is_instant"))
    single = bool(content.fields.get("is_single_officer"))
    obstacles = []
    if is_instant != content.promised.is_at_once:
        obstacles.append(Obstacle("instant_without_zero_promise", parent.name, {"promised": str(content.promised)}))
    if single and not is_instant:
        obstacles.append(Obstacle("single_officer_but_not_instant", parent.name))
    if single and not content.fields.get("single_officer_basis"):
        obstacles.append(Obstacle("single_officer_without_basis", parent.name))
    return obstacles


def fits_its_steps_into_the_promise(content: Content, parent: Parent) -> list[Obstacle]:
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


def tells_where_to_ask_and_complain(content: Content, parent: Parent) -> list[Obstacle]:
    """Both phones are given, dialled from anywhere, and lead to different desks; place and hours are told."""
    contacts = content.element("contacts") or {}
    missing = [key for key in ("consult", "complain", "place", "hours") if not contacts.get(key)]
    obstacles = [Obstacle("contact_missing", key) for key in missing]
    if contacts.get("consult") and contacts.get("consult") == contacts.get("complain"):
        obstacles.append(Obstacle("one_phone_for_questions_and_complaints", parent.name))
    phones = [contacts[key] for key in ("consult", "complain") if contacts.get(key)]
    return obstacles + [Obstacle("phone_without_area_code", phone) for phone in phones if not AREA_PHONE.match(phone)]


def tells_the_remedies(content: Content, parent: Parent) -> list[Obstacle]:
    """A licence, a confirmation and a ruling name where to go for review and which court hears the case."""
    remedies = content.element("remedies") or {}
    if parent.item_type not in REMEDIES_NEEDED or (remedies.get("review_office") and remedies.get("court")):
        return []
    return [Obstacle("no_remedies", parent.name)]


def charges_by_law(content: Content, parent: Parent) -> list[Obstacle]:
    """Every fee has a standard and a basis."""
    fees = (content.element("fees") or {}).get("charges", ())
    return [
        Obstacle("fee_without_basis", fee["name"]) for fee in fees if not (fee.get("standard") and fee.get("basis"))
    ]


def answers_a_question(content: Content, parent: Parent) -> list[Obstacle]:
    """A licence has at least one frequent question."""
    if parent.item_type == "01" and not content.element("faqs"):
        return [Obstacle("no_frequent_question", parent.name)]
    return []


def asks_what_its_conditions_need(content: Content, parent: Parent) -> list[Obstacle]:
    """Every condition hangs on a question or a field that exists."""
    asked = {question["key"] for question in content.fields.get("questions", ())}
    properties = content.fields.get("form_schema", {}).get("properties", {})
    known = asked | properties.keys()
    parts = [
        (part["name"], part.get("condition", {})) for part in (*content.scenarios, *content.materials, *content.steps)
    ]
    parts += [(name, spec.get("when", {})) for name, spec in properties.items()]
    return [obstacle for name, condition in parts for obstacle in condition_errors(condition, known, name)]


CHECKS: tuple[Callable[[Content, Parent], list[Obstacle]], ...] = (
    has_legal_basis,
    agrees_with_catalogue,
    names_every_paper,
    promises_no_more_than_law,
    is_instant_exactly_when_promised_at_once,
    fits_its_steps_into_the_promise,
    tells_where_to_ask_and_complain,
    tells_the_remedies,
    charges_by_law,
    answers_a_question,
    asks_what_its_conditions_need,
)
