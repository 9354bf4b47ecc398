"""What is wrong with a bundle as it is designed: each finding says where, and its words say how to mend it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongban.bundles.rules import feeding, graph
from tongban.catalogue.rules.conditions import condition_errors
from tongban.kernel.obstacles import Obstacle

# What may stand: somebody should look at it, but the bundle works.
ADVICE = frozenset(
    {
        "bundle_office_gone",
        "fields_alike",
        "field_twice_in_part",
        "bundle_paper_asked_and_fetched",
        "bundle_question_left",
    }
)


@dataclass(frozen=True)
class MemberSeen:
    """A member as the checks see it."""

    code: str
    title: str
    condition: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    questions: Sequence[Mapping[str, Any]] = ()
    fields: Collection[str] = ()
    papers: Collection[str] = ()
    is_in_force: bool = True
    has_office: bool = True  # somebody holds a post there
    gives_result: bool = True
    schema: Mapping[str, Any] = field(default_factory=dict)  # of its form
    result: Mapping[str, Any] = field(default_factory=dict)  # as its item describes it


def findings(
    *,
    members: Sequence[MemberSeen],
    links: Iterable[graph.Link],
    questions: Sequence[Mapping[str, Any]],
    same_fields: Sequence[Mapping[str, Any]],
    same_papers: Sequence[Mapping[str, Any]],
) -> list[Obstacle]:
    """Return what is wrong with the design itself; conflicts of forms and papers are found by merging them."""
    links = list(links)
    by_code = {member.code: member for member in members}
    found = [] if len(members) > 1 else [Obstacle("bundle_of_one")]
    for member in members:
        found += _of_member(member, questions)
    for circle in graph.circles([member.code for member in members], links):
        found.append(Obstacle("bundle_circle", " → ".join(_titles([*circle, circle[0]], by_code))))
    for link in links:
        found += _of_link(link, by_code)
    found += feeding.fed_twice(links, {code: member.title for code, member in by_code.items()})
    for place, named in (("fields", same_fields), ("papers", same_papers)):
        for one in named:
            found += _of_same(place, one["key"], one["of"], by_code)
    return found


def _of_member(member: MemberSeen, questions: Sequence[Mapping[str, Any]]) -> list[Obstacle]:
    found = []
    if not member.is_in_force:
        found.append(Obstacle("bundle_item_over", member.title))
    if not member.has_office:
        found.append(Obstacle("bundle_office_gone", member.title))
    found += condition_errors(member.condition, {question["key"] for question in questions}, member.title)
    asked = {question["key"]: question for question in member.questions}
    own = {question["key"]: question for question in questions}
    for key, rule in member.answers.items():
        if key not in asked:
            found.append(Obstacle("bundle_answers_nothing", member.title, {"question": key}))
        elif not isinstance(rule, Mapping) or not ("is" in rule) ^ ("from" in rule):
            found.append(Obstacle("bundle_answer_malformed", member.title, {"question": key}))
        elif "from" in rule and rule["from"] not in own:
            found.append(Obstacle("bundle_answer_from_nowhere", member.title, {"question": rule["from"]}))
        elif not _can_answer(asked[key], rule, own):
            found.append(Obstacle("bundle_answer_no_choice", member.title, {"question": asked[key]["label"]}))
    for key, question in asked.items():
        if key not in member.answers and key not in own:
            found.append(Obstacle("bundle_question_left", member.title, {"question": question["label"]}))
    return found


def _can_answer(asked: Mapping[str, Any], rule: Mapping[str, Any], own: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether what a rule answers is one of the choices; a number or yes and no is of the same type."""
    kind, choices = asked.get("type", "choice"), {choice["value"] for choice in asked.get("choices", ())}
    if "is" in rule:
        return rule["is"] in choices if kind == "choice" else isinstance(rule["is"], bool) is (kind == "boolean")
    if "values" in rule:
        return kind != "choice" or set(rule["values"].values()) <= choices
    source = own[rule["from"]]
    if source.get("type", "choice") != kind:
        return False
    return {choice["value"] for choice in source.get("choices", ())} <= choices


def _of_link(link: graph.Link, by_code: Mapping[str, MemberSeen]) -> list[Obstacle]:
    unknown = [code for code in (link.source, link.target) if code not in by_code]
    if unknown:
        return [Obstacle("bundle_link_to_nothing", code) for code in unknown]
    if link.kind != graph.OUTPUT:
        return []
    source, target = by_code[link.source], by_code[link.target]
    found = []
    if not link.papers and not link.fields:
        found.append(Obstacle("bundle_gives_nothing", source.title, {"target": target.title}))
    if not source.gives_result:
        found.append(Obstacle("bundle_source_without_result", source.title, {"target": target.title}))
    found += [
        Obstacle("bundle_orphan_input", target.title, {"paper": paper})
        for paper in link.papers
        if paper not in target.papers
    ]
    found += feeding.findings_of_feeding(
        link, source=source.title, target=target.title, result=source.result, schema=target.schema
    )
    return found


def _of_same(place: str, key: str, uses: Sequence[str], by_code: Mapping[str, MemberSeen]) -> list[Obstacle]:
    found = []
    for use in uses:
        code, _, name = use.partition(".")
        member = by_code.get(code)
        if member is None or name not in getattr(member, place):
            found.append(Obstacle("bundle_same_unknown", use, {"key": key}))
    return found


def _titles(codes: Iterable[str], by_code: Mapping[str, MemberSeen]) -> list[str]:
    return [by_code[code].title if code in by_code else code for code in codes]
