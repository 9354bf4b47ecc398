"""What each role may do, as data: a role is a bundle of powers, held over an office and everything under it.

Nobody accepts without an acceptance post (受理岗) or decides without an approval post (审批岗), whatever
the role. Contracted staff (服务外包) only receive, unless a department has commissioned them. A chief representative
(首席代表) oversees by the role alone; what they may do for the department stands in their mandate (授权书).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

POWERS = frozenset(
    {
        "receive",
        "accept",
        "review",
        "decide",
        "decide_alone",
        "issue",
        "deliver",
        "see",
        "supervise",
        "head",
        "manage_posts",
        "manage_catalogue",
        "approve_catalogue",
        "manage_calendar",
        "administer",
    }
)


@dataclass(frozen=True)
class Role:
    """A role with its official term and its powers."""

    code: str
    term: str
    english: str
    powers: frozenset[str]


def _role(code: str, term: str, english: str, *powers: str) -> Role:
    return Role(code, term, english, frozenset(powers))


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role("clerk", "综合窗口", "Window clerk", "see", "receive", "accept", "deliver"),
        _role("reviewer", "审查岗", "Reviewer", "see", "review"),
        _role("approver", "审批岗", "Approver", "see", "review", "decide", "issue"),
        _role("chief", "首席代表", "Chief representative", "see", "supervise"),
        _role("hall_manager", "大厅管理", "Hall manager", "see", "supervise", "manage_posts"),
        _role("supervisor", "电子监察", "Supervisor", "see", "supervise"),
        _role("director", "主任", "Director", "see"),
        _role("item_manager", "事项管理", "Item manager", "manage_catalogue"),
        _role("item_approver", "事项审定", "Item approver", "approve_catalogue"),
        _role("calendar_administrator", "日历管理", "Calendar administrator", "manage_calendar"),
        _role("system_administrator", "系统管理", "System administrator", "administer", "manage_calendar"),
        _role("auditor", "审计", "Auditor", "see"),
    )
}

# The post that an act belongs to: the role alone is not enough.
POST_OF_POWER = {"accept": "acceptance", "decide": "approval"}

# What goes with a post: as much of what its holder may do as B holds while A is away.
POWERS_OF_POST: dict[str, frozenset[str]] = {
    "acceptance": frozenset({"see", "receive", "accept"}),
    "review": frozenset({"see", "review"}),
    "approval": frozenset({"see", "decide", "issue"}),
    "delivery": frozenset({"see", "issue", "deliver"}),
}

# Who accepts at the front never approves, and who approves never accepts (前台综合受理、后台分类审批). The one
# exception, a single officer for an instant item, is a mandate that names person and item: no role and no post.
FRONT, BACK = "accept", "decide"

POWERS_OF_CONTRACTED_STAFF = frozenset({"see", "receive"})


def powers_of(role: str, *, is_contracted: bool = False) -> frozenset[str]:
    """Return what a role may do in the hands of such a person.

    >>> "accept" in powers_of("clerk")
    True
    >>> "accept" in powers_of("clerk", is_contracted=True)
    False
    """
    powers = ROLES[role].powers
    if is_contracted:
        return powers & POWERS_OF_CONTRACTED_STAFF
    return powers


def roles_with(power: str, *, is_contracted: bool = False) -> list[str]:
    """Return the codes of the roles that hold a power. Raises ValueError for a power that does not exist."""
    if power not in POWERS:
        raise ValueError(f"no such power: {power}")
    return [code for code in ROLES if power in powers_of(code, is_contracted=is_contracted)]


def posts_for(role: str) -> list[str]:
    """Return the kinds of post without which some powers of a role sleep.

    >>> posts_for("clerk"), posts_for("reviewer")
    (['acceptance'], [])
    """
    return [post for power, post in POST_OF_POWER.items() if power in ROLES[role].powers]


def held_together(given: Iterable[tuple[str, str]], posts: Collection[str]) -> list[str]:
    """Return the paths of the offices over which somebody with these roles and posts would accept and approve.

    ``given`` are roles, each with the path it holds over; a power without its post sleeps.

    >>> given = [("clerk", "/1/2/"), ("approver", "/1/2/3/")]
    >>> held_together(given, ["acceptance", "approval"]), held_together(given, ["acceptance"])
    (['/1/2/3/'], [])
    """
    given = list(given)
    front = {path for role, path in given if FRONT in ROLES[role].powers and POST_OF_POWER[FRONT] in posts}
    back = {path for role, path in given if BACK in ROLES[role].powers and POST_OF_POWER[BACK] in posts}
    deeper = ((one, other) for one in front for other in back)
    return sorted({max(pair, key=len) for pair in deeper if pair[0].startswith(pair[1]) or pair[1].startswith(pair[0])})
