"""How long do the pages of a case with thirty steps and sixty rows in its trail take, at the desk and for its party?

The case goes the way of any other: an item with twenty-nine reviews of four offices is published, applications are
handed in and accepted, twenty-five reviews end with an opinion. Beside each page stands what the database alone took.
"""

from collections.abc import Iterator

from django.utils import timezone

from benchmarks.approvals import Scene
from benchmarks.measuring import Figure, percentile
from benchmarks.options import Options
from benchmarks.pages import Browser, Visited, figure_of
from benchmarks.stage import Stage, set_stage
from tongban.cases.actions import accept_case, give_opinion, submit_draft
from tongban.cases.models import Case
from tongban.catalogue.models import CatalogItem, Item, ItemVersion, StepSpec
from tongban.kernel.journal import events_of
from tongban.people.models import Post

STEPS, TRAIL, QUERIES = 30, 60, 25
IN_ONE_WAVE, WAVES_DONE = 5, 5
CASES = 3
CODE = "990199001000"
NAMES = ("desk page of a case with 30 steps", "its applicant's page")


def run(options: Options) -> Iterator[Figure]:
    stage = set_stage()
    scene = Scene(stage)
    cases = [_made_long(case, scene) for case in _accepted(stage, scene)]
    approver = scene.decides.account
    assert approver is not None
    desk = Browser(approver)
    own = [Browser(case.matter.party.account) for case in cases if case.matter.party.account]
    at_desk, at_home = Visited(), Visited()
    for turn in range(options.scaled(40) + CASES):
        number = turn % CASES
        into = (Visited(), Visited()) if turn < CASES else (at_desk, at_home)  # what is compiled once is no part of it
        desk.visit(f"/desk/matters/{cases[number].matter.number}/", into[0])
        own[number].visit(f"/my/{cases[number].matter.number}/", into[1])
    for name, visited in zip(NAMES, (at_desk, at_home), strict=True):
        asked = max(visited.statements)
        is_met = percentile(visited.whole, 0.95) < 100 and asked <= QUERIES
        yield figure_of(name, visited).against(f"p95 < 100 ms, ≤ {QUERIES} statements (most: {asked})", is_met)


def _accepted(stage: Stage, scene: Scene) -> list[Case]:
    item = Item.objects.filter(catalog_item__code=CODE).select_related("current").first() or _item(stage, scene)
    drafts = Stage(stage.city, item, stage.draw).drafts(CASES)
    taken = [submit_draft(draft=draft, channel="web", now=timezone.now()) for draft in drafts]
    return [accept_case(case=case, by=scene.accepts, now=timezone.now()) for case in taken]


def _item(stage: Stage, scene: Scene) -> Item:
    """Publish an item of the stage's office with twenty-nine reviews, and the form of the stage's own item."""
    now, like = timezone.now(), stage.item.current
    assert like is not None
    listed = CatalogItem.objects.create(code=CODE, name="三十个环节的许可", item_type="01")
    office = stage.item.office
    item = Item.objects.create(
        catalog_item=listed, office=office, regulating_office=office, code=f"{office.uscc}3{CODE}"
    )
    limits = {"statutory_amount": 20, "promised_amount": 15, "receipt_rule": like.receipt_rule}
    version = ItemVersion.objects.create(
        item=item, number=1, title=listed.name, form_schema=like.form_schema, created_at=now, **limits
    )
    for number in range(STEPS - 1):
        post = scene.reviews[number % len(scene.reviews)]
        name = {"code": f"r{number}", "name": f"第 {number + 1} 项审查"}
        wave = number // IN_ONE_WAVE + 1
        StepSpec.objects.create(version=version, wave=wave, office=post.office, post_kind=Post.Kind.REVIEW, **name)
    version.state, version.published_at = ItemVersion.State.PUBLISHED, now
    version.save()
    item.current = version
    item.save()
    return item


def _made_long(case: Case, scene: Scene) -> Case:
    reviewers = {post.office_id: post.holder_a for post in scene.reviews}
    for wave in range(1, WAVES_DONE + 1):
        for step in case.matter.steps.filter(wave=wave, post_kind=Post.Kind.REVIEW).select_related("office"):
            by = reviewers[step.office_id]
            assert by is not None
            give_opinion(step=step, outcome="agree", opinion="符合条件", by=by, now=timezone.now())
    assert case.matter.steps.count() == STEPS
    assert len(list(events_of(case.matter.subject))) >= TRAIL
    return case
