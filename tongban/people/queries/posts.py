"""Who holds which post, who is away, where nobody stands in, and what was tried beyond one's powers: for the desk."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import Page, page
from tongban.people.models import Absence, Office, Officer, Overstep, Post
from tongban.people.queries.held import is_away
from tongban.people.queries.powers import accessible_offices

SIZE = 30
ALARMS_SHOWN = 20


@dataclass(frozen=True)
class Filled:
    """A post as it is filled today."""

    post: Post
    a_away: Absence | None
    b_away: Absence | None

    @property
    def acts(self) -> Officer | None:
        """Who acts today: A, or B in A's place; nobody, if both are away or there is no B."""
        if self.post.holder_a and not self.a_away:
            return self.post.holder_a
        return self.post.holder_b if self.post.holder_b and not self.b_away else None


def posts_seen(officer: Officer, *, on: date, text: str, after: str | None) -> Page[Post]:
    """Return a page of the posts of the offices an officer sees, each row with ``filled``."""
    rows = Post.objects.filter(accessible_offices(officer, "see", on=on))
    if text:
        named = Q(office__name__contains=text) | Q(office__short_name__contains=text) | Q(name__contains=text)
        rows = rows.filter(named | Q(holder_a__name__contains=text) | Q(holder_b__name__contains=text))
    found = page(rows.select_related("office", "holder_a", "holder_b"), keys=("id",), after=after, size=SIZE)
    _fill(found.rows, on)
    return found


def alarms(officer: Officer, *, on: date) -> list[Obstacle]:
    """Return where nobody stands in today, at the offices an officer supervises: for its chief to arrange."""
    posts = Post.objects.filter(is_away(on), accessible_offices(officer, "supervise", on=on))
    away = Absence.objects.on(on).filter(officer=OuterRef("holder_b"))
    bare = posts.filter(Q(holder_b=None) | Q(Exists(away))).select_related("office").order_by("office__path", "pk")
    return [_alarm(post) for post in bare[:ALARMS_SHOWN]]


def absences_seen(officer: Officer, *, on: date, after: str | None) -> Page[Absence]:
    """Return a page of absences from today on of who works at the offices an officer sees, and of their own."""
    there = accessible_offices(officer, "see", on=on, field="officer__office")
    rows = Absence.objects.filter(Q(there) | Q(officer=officer), cancelled_at=None, until__gte=on)
    full = rows.select_related("officer__office", "recorded_by")
    return page(full, keys=("since", "id"), after=after, size=SIZE)


def officers_kept(officer: Officer, *, on: date) -> QuerySet[Officer]:
    """Return for whom an officer may record absences: themselves, and who works where they head or keep the posts."""
    supervised, kept = (
        accessible_offices(officer, power, on=on, field="office") for power in ("supervise", "manage_posts")
    )
    serving = Officer.objects.filter(Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on, account__kind="staff")
    return serving.filter(supervised | kept | Q(pk=officer.pk)).select_related("office").order_by("staff_number")


def oversteps_seen(officer: Officer, *, on: date, staff_number: str, after: str | None) -> Page[Overstep]:
    """Return a page of what was tried at, or by somebody of, the offices an officer supervises, the latest first."""
    there = accessible_offices(officer, "supervise", on=on)
    theirs = accessible_offices(officer, "supervise", on=on, field="officer__office")
    rows = Overstep.objects.filter(there | theirs)
    if staff_number:
        rows = rows.filter(officer__staff_number=staff_number)
    return page(rows.select_related("officer__office", "office"), keys=("-at", "-id"), after=after, size=SIZE)


def oversteps_of(officer: Officer, *, limit: int = 10) -> QuerySet[Overstep]:
    """Return what an officer tried beyond their powers, the latest first: for their own page."""
    return Overstep.objects.filter(officer=officer).select_related("office").order_by("-at", "-id")[:limit]


def offices_kept(officer: Officer, *, on: date) -> QuerySet[Office]:
    """Return the offices of which an officer keeps the posts and mandates."""
    return Office.objects.filter(accessible_offices(officer, "manage_posts", on=on, field="pk")).order_by(
        "level", "name"
    )


def _fill(posts: list[Post], on: date) -> None:
    holders = {pk for post in posts for pk in (post.holder_a_id, post.holder_b_id) if pk}
    away = {absence.officer_id: absence for absence in Absence.objects.on(on).filter(officer__in=holders)}
    for post in posts:
        a, b = away.get(post.holder_a_id or 0), away.get(post.holder_b_id or 0)
        post.filled = Filled(post, a, b)  # type: ignore[attr-defined]


def _alarm(post: Post) -> Obstacle:
    about = f"{post.office.name}{post.name}"
    return Obstacle("stand_in_away_too" if post.holder_b_id else "post_without_stand_in", about)
