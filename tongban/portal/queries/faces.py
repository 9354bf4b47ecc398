"""Who one can be in the demo city beside its named faces: the officers of any office, by their post."""

from dataclasses import dataclass

from django.db.models import Q

from tongban.people.models import Officer, Post

MOST = 40


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a post of an office, and how they sign in."""

    office: str
    post: str
    name: str
    username: str


def holders_at(text: str) -> list[Holder]:
    """Return who holds the posts of the offices whose names hold every word of the text; the first forty."""
    words = Q()
    for word in text.split():
        words &= Q(office__name__contains=word)
    posts = Post.objects.filter(words, holder_a__account__isnull=False)
    found = posts.select_related("office", "holder_a__account").order_by("office__path", "pk")[:MOST]
    return [_holder(post, post.holder_a) for post in found if post.holder_a]


def _holder(post: Post, officer: Officer) -> Holder:
    assert officer.account  # those without are not read
    return Holder(post.office.name, post.name, officer.name, officer.account.username)
