"""One form of several: a field that several ask is asked once, and what was answered goes back to each.

Two fields are one where both refer to the same shared field (字段目录), or where the designer says so (``same``); of
the others, those with one name, one label and one type. What cannot be one stays apart, one field per part, and is
told: nothing of it is lost, and nobody is asked less than their item asks. Conditions keep their meaning: what a field
of a part hangs on is a merged field, or the part's own answer, ``part.question``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongban.catalogue.rules.conditions import verdict
from tongban.catalogue.rules.schemas import columns_of, form_errors
from tongban.kernel.obstacles import Obstacle

Schema = Mapping[str, Any]
AT_LEAST = ("minLength", "minimum", "exclusiveMinimum", "minItems")
AT_MOST = ("maxLength", "maximum", "exclusiveMaximum", "maxItems")
BOUNDS = (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"))
TOGETHER = "together"  # the section of what several ask


@dataclass(frozen=True)
class Part:
    """The form of one item: ``same`` gives fields a name under which several parts ask them."""

    code: str
    title: str
    schema: Schema
    title_en: str = ""
    same: Mapping[str, str] = field(default_factory=dict)
    fed: Mapping[str, str] = field(default_factory=dict)  # by field, the part whose result fills it in: not asked


@dataclass(frozen=True)
class Use:
    """A field as one part asks it."""

    part: Part
    name: str
    spec: Schema
    is_named: bool  # by the library of fields or by the designer: more than a chance likeness

    @property
    def label(self) -> str:
        return str(self.spec.get("title") or self.name)

    @property
    def fed_by(self) -> str:
        """The code of the part whose result fills it in."""
        return self.part.fed.get(self.name, "")

    @property
    def is_required(self) -> bool:
        return self.name in self.part.schema.get("required", ())


@dataclass(frozen=True)
class MergedForm:
    """The one form; by its fields, for which fields of which parts each stands; and what could not be one.

    ``fed``: the fields that nobody fills in, because the result of another part does.
    """

    schema: Schema
    uses: Mapping[str, tuple[Use, ...]]
    findings: tuple[Obstacle, ...]
    fed: tuple[Use, ...] = ()

    @property
    def asked_apart(self) -> int:
        """How many fields the parts ask each by itself."""
        return sum(len(uses) for uses in self.uses.values()) + len(self.fed)

    @property
    def asked(self) -> int:
        return len(self.uses)

    def counted(self, answers: Mapping[str, Mapping[str, Any]]) -> tuple[int, int]:
        """Return how many fields the parts ask each by itself and how many are left, without those that the answers
        to the parts' questions rule out.

        >>> own = {"title": "企业名称", "when": {"field": "who", "op": "is", "value": "self"}}
        >>> form = merge_forms([Part("tax", "税", {"properties": {"firm": own, "phone": {"title": "手机"}}})])
        >>> form.counted({"tax": {"who": "self"}}), form.counted({"tax": {"who": "administrator"}})
        ((2, 2), (1, 1))
        """
        open_to = {name: sum(_may_be_asked(use, answers) for use in uses) for name, uses in self.uses.items()}
        apart = sum(open_to.values()) + sum(_may_be_asked(use, answers) for use in self.fed)
        return apart, sum(count > 0 for count in open_to.values())

    def split(self, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Return what was answered by part and by the part's own fields."""
        found: dict[str, dict[str, Any]] = {use.part.code: {} for uses in self.uses.values() for use in uses}
        for name, uses in self.uses.items():
            if name in values:
                for use in uses:
                    found[use.part.code][use.name] = values[name]
        return found

    def errors(
        self, values: Mapping[str, Any], answers: Mapping[str, Mapping[str, Any]], *, today: date
    ) -> list[Obstacle]:
        """Return what each item finds missing or wrong in its own form, by the merged fields, each once."""
        own = self.split(values)
        names = {(use.part.code, use.name): name for name, uses in self.uses.items() for use in uses}
        parts = {use.part.code: use.part for uses in self.uses.values() for use in uses}
        found: dict[str, Obstacle] = {}
        for code, part in parts.items():
            for error in form_errors(part.schema, own[code], answers.get(code, {}), today=today):
                if error.about in part.fed:
                    continue
                name = names[code, error.about]
                found.setdefault(name, Obstacle(error.code, name, error.details))
        return [found[name] for name in self.uses if name in found]


def merge_forms(parts: Iterable[Part]) -> MergedForm:
    """Return one form of several, its shared fields first.

    >>> shop = {"properties": {"name": {"type": "string", "title": "店名", "maxLength": 60}}, "required": ["name"]}
    >>> sign = {"properties": {"text": {"type": "string", "title": "店名", "maxLength": 40}}}
    >>> one = merge_forms([Part("food", "食品", shop), Part("sign", "招牌", sign, same={"text": "name"})])
    >>> one.asked_apart, one.asked, one.schema["properties"]["name"]["maxLength"], one.schema["required"]
    (2, 1, 40, ['name'])
    """
    parts = list(parts)
    groups: dict[str, list[list[Use]]] = {}
    findings: list[Obstacle] = []
    fed = []
    for part in parts:
        for name, spec in part.schema.get("properties", {}).items():
            if name in part.fed:
                fed.append(Use(part, name, spec, is_named=True))
                continue
            named = part.same.get(name) or spec.get("shared")
            use = Use(part, name, spec, bool(named))
            findings += _placed(use, groups.setdefault(named or name, []))

    uses = {}
    for key, clusters in groups.items():
        for place, cluster in enumerate(clusters):
            first = cluster[0]
            uses[key if place == 0 else f"{first.part.code}__{first.name}"] = tuple(cluster)
    return MergedForm(_schema(parts, uses), uses, tuple(findings), tuple(fed))


def _may_be_asked(use: Use, answers: Mapping[str, Mapping[str, Any]]) -> bool:
    return verdict(use.spec.get("when", {}), answers.get(use.part.code, {})) is not False


def _placed(use: Use, clusters: list[list[Use]]) -> list[Obstacle]:
    """Put a use to the fields it is one with, or by itself; return what keeps it apart from those of its name."""
    for cluster in clusters:
        if not _apart(use, cluster):
            cluster.append(use)
            return []
    why = _apart(use, clusters[0]) if clusters else ""
    clusters.append([use])
    if not why:
        return []
    other = clusters[0][0]
    details = {"one": other.part.title, "other": use.part.title, "label": use.label, "other_label": other.label}
    return [Obstacle(why, use.name, details)]


def _apart(use: Use, cluster: Sequence[Use]) -> str:
    """Return why a field is not one with others: another kind of answer, no answer fits both, or perhaps another thing.

    ``fields_alike`` is for the designer to say; the others contradict one another.
    """
    first = cluster[0]
    if any(use.part is other.part for other in cluster):
        return "field_twice_in_part"
    if not (use.is_named and first.is_named) and use.label != first.label:
        return "fields_alike"
    if _kind(use.spec) != _kind(first.spec):
        return "field_of_other_kind"
    return "" if _combined([*(other.spec for other in cluster), use.spec]) else "field_bounds_conflict"


def _kind(spec: Schema) -> tuple[Any, ...]:
    """Return what has to agree for one answer to serve both."""
    choices = tuple(sorted(str(choice["value"]) for choice in spec.get("choices", ())))
    columns = tuple((name, *_kind(column)) for name, column in columns_of(spec).items())
    return spec.get("type", "string"), spec.get("format", ""), choices, columns, spec.get("const")


def _combined(specs: Sequence[Schema]) -> dict[str, Any]:
    """Return one field that every answer to which satisfies all of them; none if there can be no such answer."""
    one: dict[str, Any] = dict(specs[0])
    for spec in specs[1:]:
        if spec.get("pattern") and one.setdefault("pattern", spec["pattern"]) != spec["pattern"]:
            return {}
        for words, closest in ((AT_LEAST, max), (AT_MOST, min)):
            for word in words:
                given = [each[word] for each in (one, spec) if word in each]
                if given:
                    one[word] = closest(given)
        for word in ("help", "help_en", "title_en", "unit", "unit_en", "shared"):
            if spec.get(word) and not one.get(word):
                one[word] = spec[word]
        # An answer just given fills it in whoever asks; the profile only as the first says: a shop is not its keeper.
        if not one.get("autofill") and str(spec.get("autofill", "")).startswith("answers."):
            one["autofill"] = spec["autofill"]
    if any(least in one and most in one and one[least] > one[most] for least, most in BOUNDS):
        return {}
    return one


def _schema(parts: Sequence[Part], uses: Mapping[str, Sequence[Use]]) -> dict[str, Any]:
    names = {(use.part.code, use.name): name for name, each in uses.items() for use in each}
    properties = {name: _property(each, names) for name, each in uses.items()}
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name, each in uses.items() if _is_required(each)],
        "sections": _sections(parts, uses, names),
    }


def _property(uses: Sequence[Use], names: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    one = _combined([_own(use, names) for use in uses])
    conditions = [_rewritten(use.spec.get("when", {}), use.part.code, names) for use in uses]
    one.pop("when", None)
    if all(conditions):
        different = [each for place, each in enumerate(conditions) if each not in conditions[:place]]
        one["when"] = different[0] if len(different) == 1 else {"any": different}
    return one


def _own(use: Use, names: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return a field with the answer that fills it in called by its whole name."""
    spec = dict(use.spec)
    if str(spec.get("autofill", "")).startswith("answers."):
        spec["autofill"] = f"answers.{use.part.code}.{spec['autofill'].removeprefix('answers.')}"
    return spec


def _rewritten(condition: Any, part: str, names: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    for word in ("all", "any"):
        if word in condition:
            return {word: [_rewritten(each, part, names) for each in condition[word]]}
    if "not" in condition:
        return {"not": _rewritten(condition["not"], part, names)}
    if not condition:
        return {}
    own = condition["field"]
    return {**condition, "field": names.get((part, own), f"{part}.{own}")}


def _is_required(uses: Sequence[Use]) -> bool:
    """Marked as required where one part always requires it, or all do when they ask it; each item asks for itself."""
    return any(use.is_required and not use.spec.get("when") for use in uses) or all(use.is_required for use in uses)


def _sections(
    parts: Sequence[Part], uses: Mapping[str, Sequence[Use]], names: Mapping[tuple[str, str], str]
) -> list[dict[str, Any]]:
    """Return what several ask first, then the sections of each part with what it alone asks."""
    several = [name for name, each in uses.items() if len(each) > 1]
    sections: list[dict[str, Any]] = []
    if several:
        sections.append(
            {
                "code": TOGETHER,
                "title": "几项共用的内容（只填一次）",
                "title_en": "Asked once for all",
                "fields": several,
            }
        )
    for part in parts:
        own = part.schema.get("sections") or [{"code": "all", "fields": list(part.schema.get("properties", {}))}]
        for section in own:
            fields = [names[part.code, name] for name in section["fields"] if (part.code, name) in names]
            fields = [name for name in fields if len(uses[name]) == 1]
            if fields:
                title = " · ".join(filter(None, (part.title, section.get("title", ""))))
                title_en = " · ".join(filter(None, (part.title_en or part.title, section.get("title_en", ""))))
                code = f"{part.code}.{section['code']}"
                sections.append({"code": code, "title": title, "title_en": title_en, "fields": fields})
    return sections


def whole_answers(answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the answers of every part under whole names, as the conditions of a merged form ask for them.

    >>> whole_answers({"food": {"area": 320}})
    {'food.area': 320}
    """
    return {f"{part}.{key}": value for part, own in answers.items() for key, value in own.items()}
