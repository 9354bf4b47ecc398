"""What a result fills in, and which fields of a whole are filled in so."""

from dataclasses import dataclass

from tongban.bundles.rules import feeding
from tongban.bundles.rules.forms import MergedForm, Use
from tongban.bundles.rules.graph import Link
from tongban.cases.models import Result


@dataclass(frozen=True)
class Fed:
    """A field that nobody fills in: its label, the members that ask it, the one whose result it comes from."""

    label: str
    label_en: str
    source: str
    parts: tuple[str, ...]


def values_for(link: Link, result: Result) -> dict[str, str]:
    return feeding.values_of(link.fields, result, office=result.office.name)


def fed_in(form: MergedForm) -> list[Fed]:
    """Return the fed fields of a merged form; those of one name that one result fills in, once."""
    grouped: dict[tuple[str, str], list[Use]] = {}
    for use in form.fed:
        grouped.setdefault((use.fed_by, use.label), []).append(use)
    return [
        Fed(label, str(same[0].spec.get("title_en") or label), source, tuple(use.part.code for use in same))
        for (source, label), same in grouped.items()
    ]
