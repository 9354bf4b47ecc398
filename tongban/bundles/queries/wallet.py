"""What is on file of the papers of a bundle, for whoever fills it in."""

from collections.abc import Collection
from datetime import date

from tongban.bundles.models import WholePaper
from tongban.bundles.queries.plans import Plan
from tongban.bundles.rules.papers import ASKED, HELD, Line, MergedPapers
from tongban.cases.queries.held import Offer, offer_of
from tongban.catalogue.queries.papers import kinds_of
from tongban.documents.queries import held_for
from tongban.people.models import Party
from tongban.people.queries import may_act_for


def held_of(papers: Collection[WholePaper]) -> dict[str, str]:
    """Return which lines a paper on file was taken for."""
    return {paper.key: str(paper.held_id) for paper in papers if paper.held_id}


def offers_for(plan: Plan, papers: MergedPapers, *, reader: Party, party: Party, on: date) -> dict[str, Offer]:
    """Return a paper on file per line that is asked, where the catalogue knows one kind for it.

    Of somebody else's papers nothing but under an authorisation for every item.
    """
    lines = papers.with_verdict(ASKED) + papers.with_verdict(HELD)
    if not lines or not all(may_act_for(reader, party, on=on, item_code=item) for item in _items(plan, lines)):
        return {}
    specs = {line.key: plan.specs_of(line) for line in lines}
    kinds = kinds_of([spec for of_line in specs.values() for spec in of_line])
    on_file = held_for(party, sorted(set(kinds.values())))
    found: dict[str, Offer] = {}
    for key, of_line in specs.items():
        if kinds.keys() >= {spec.pk for spec in of_line} and len({kinds[spec.pk] for spec in of_line}) == 1:
            kind = kinds[of_line[0].pk]
            if kind in on_file:
                found[key] = offer_of(of_line[0], on_file[kind], on)
    return found


def _items(plan: Plan, lines: Collection[Line]) -> set[str]:
    return {plan.by_code[part].item.code for line in lines for part in line.parts}
