"""How many human steps a second does a 4-way parallel approval take?

Accept, four offices side by side, the join, decide: six human steps, each a transaction of its own with the question of
permission, the clocks, the work list and the journal. SpiffWorkflow, in turn with ours if it can be installed, walks
the same graph and stores its whole state after each step.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from benchmarks.beside.spiffworkflow import Engine
from benchmarks.measuring import PER_SECOND, ROUNDS, Figure
from benchmarks.options import Options
from benchmarks.replay import beside_raw
from benchmarks.stage import Stage, set_stage
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.statements import prepared
from tongban.matters.actions import accept_matter, complete_step, decide_by_step, open_matter
from tongban.matters.models import Matter, Step
from tongban.matters.rules import ClockPlan
from tongban.matters.rules.steps import StepPlan
from tongban.people.models import Officer, Post
from tongban.people.queries import may

STEPS = 6
WHAT = "human steps of a 4-way parallel approval"
BAR = "≥ the fastest Python engine"


def run(options: Options) -> Iterator[Figure]:
    each = options.scaled(12)
    scene = Scene(set_stage())
    waiting = [scene.open() for _ in range(2 * (ROUNDS + 1) * each)]

    def a_round() -> Iterator[Callable[[], object]]:
        for _ in range(each):
            yield from scene.acts(waiting.pop())

    engine = Engine(approvals=each)
    beside = beside_raw(a_round, neighbour=engine.take_turn)
    first, second = beside.figures(WHAT, each=each * STEPS)
    yield first
    yield second
    if rates := engine.rates():
        figure = Figure(WHAT, PER_SECOND, first.values, rates, "SpiffWorkflow, same graph, its state stored each step")
        yield figure.against(BAR, figure.share is not None and figure.share >= 1)


class Scene:
    """Five offices that have a reviewer, and who accepts and decides."""

    def __init__(self, stage: Stage) -> None:
        posts = Post.objects.filter(kind=Post.Kind.REVIEW, holder_a__is_contracted=False).exclude(holder_a=None)
        posts = posts.select_related("office", "holder_a__office").order_by("-pk")
        found = {post.office_id: post for post in posts if _may_review(post)}
        self.reviews = list(islice(found.values(), 4))
        self.office = stage.item.office
        self.party = stage.city.parties[0]
        self.decides = self._holder(Post.Kind.APPROVAL)
        self.accepts = self._holder(Post.Kind.ACCEPTANCE)

    def _holder(self, kind: str) -> Officer:
        posts = Post.objects.filter(kind=kind, office=self.office).select_related("holder_a__office")
        return next(post.holder_a for post in posts if post.holder_a and not post.holder_a.is_contracted)

    def open(self) -> Matter:
        return open_matter(
            kind="case",
            subject_code="bench",
            subject_title="四家联审",
            subject_version=1,
            party=self.party,
            handler=None,
            office=self.office,
            regulating_office=None,
            region=self.office.region,
            channel="web",
            by=SYSTEM,
            now=timezone.now(),
        )

    def acts(self, matter: Matter) -> Iterator[Callable[[], object]]:
        """Yield the six human steps, each to be done with rows read afresh, as a page would."""
        yield lambda: self._accept(matter.pk)
        for number, post in enumerate(self.reviews):
            yield lambda code=f"review{number}", by=post.holder_a: self._complete(matter.pk, code, by)  # type: ignore[misc]
        yield lambda: self._decide(matter.pk)

    def _accept(self, key: int) -> None:
        now = timezone.now()
        plans = [
            StepPlan(f"review{number}", f"审查{number}", 1, post.office_id, post.kind, 3)
            for number, post in enumerate(self.reviews)
        ]
        plans.append(StepPlan("decide", "审批决定", 2, self.office.pk, Post.Kind.APPROVAL, 2))
        promised = ClockPlan("promised", 10, "working", now)
        accept_matter(matter=_matter(key)[0], begins=[promised], steps=plans, by=self.decides, now=now)

    def _complete(self, key: int, code: str, by: Officer) -> None:
        [step] = _step(key, code)
        complete_step(step=step, outcome="agree", opinion="同意", by=by, now=timezone.now())

    def _decide(self, key: int) -> None:
        decide_by_step(
            matter=_matter(key)[0],
            code="decide",
            outcome="granted",
            opinion="",
            by=self.decides,
            now=timezone.now(),
        )


def _may_review(post: Post) -> bool:
    """Whether holder A reviews there by role: a chief needs a mandate, which names items."""
    holder = post.holder_a
    return holder is not None and may(holder, "review", office=post.office, on=local_day(timezone.now()))


@prepared
def _matter(key: int) -> "QuerySet[Matter]":
    return Matter.objects.filter(pk=key)


@prepared
def _step(matter: int, code: str) -> "QuerySet[Step]":
    return Step.objects.select_related("office").filter(matter=matter, code=code)
