"""Who would hold front and back over the same office: asked before a role or a post is given, and over everybody."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tongban.people.models import Office, Officer, Post, RoleGrant
from tongban.people.rules.roles import BACK, FRONT, POST_OF_POWER, held_together

Given = tuple[str, str]  # a role, and the path it holds over


def together(
    officer: Officer, *, on: date, more: Iterable[Given] = (), post: Post | None = None, until: date | None = None
) -> list[Office]:
    """Return the offices over which an officer holds, or would hold with more roles and one more post, both.

    Counted is what holds at any day from ``on`` to ``until``; as B of a post counts as holding it, for B acts when A
    is away.
    """
    lasting = Q(until=None) | Q(until__gte=on)
    begun = Q(since__lte=until) if until else Q()
    grants = RoleGrant.objects.filter(lasting, begun, officer=officer).values_list("role", "office__path")
    posts = set(Post.objects.held_by(officer).values_list("kind", flat=True)) | ({post.kind} if post else set())
    paths = held_together([*grants, *more], posts)
    return list(Office.objects.filter(path__in=paths).order_by("path"))


def who_holds_both(on: date) -> list[tuple[Officer, Office]]:
    """Return everybody who holds both over an office, with the first such office."""
    front, back = (Post.objects.filter(kind=POST_OF_POWER[power]) for power in (FRONT, BACK))
    both = Officer.objects.filter(_holding(front), pk__in=Officer.objects.filter(_holding(back)).values("pk"))
    found = ((officer, together(officer, on=on)) for officer in both.distinct().order_by("staff_number"))
    return [(officer, offices[0]) for officer, offices in found if offices and officer.is_in_service(on)]


def _holding(posts: object) -> Q:
    return Q(posts_as_a__in=posts) | Q(posts_as_b__in=posts)
