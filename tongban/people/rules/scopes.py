"""What a system's key may open (权限范围), and what it must act as for that.

A scope narrows what the account behind the key may do; it never widens it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tongban.kernel.obstacles import Obstacle

NOBODY, OFFICE, FIRM, EITHER = "nobody", "office", "firm", "either"


@dataclass(frozen=True)
class Scope:
    """One thing a key may open, with its words in both languages and whom the key must act for."""

    code: str
    term: str
    english: str
    needs: str


SCOPES: dict[str, Scope] = {
    scope.code: scope
    for scope in (
        Scope("items:read", "查事项和办事指南", "Read items and guides", NOBODY),
        Scope("progress:read", "凭编号和查询码查进度", "Follow a matter by number and query code", NOBODY),
        Scope("cases:submit", "填写并提交申请", "Fill in and hand in applications", FIRM),
        Scope("cases:read", "查自己的申请", "Read one's own applications", FIRM),
        Scope(
            "own:read",
            "查自己的证照、材料、费用、委托、消息和信息查看记录",
            "Read one's own results, papers on file, fees, authorisations, messages, and who read one's data",
            FIRM,
        ),
        Scope("own:act", "存入、撤回自己的材料", "Put one's own papers on file, and withdraw them", FIRM),
        Scope(
            "own:data",
            "查看自己的完整信息、取得全部数据的副本（逐次留痕）",
            "See one's own values in clear, and take a copy of all of them, each time on record",
            FIRM,
        ),
        Scope("agents:act", "委托他人代办、收回委托", "Let persons act for one's own firm, and end it", FIRM),
        Scope("work:read", "查待办和办件", "Read the work list and matters", OFFICE),
        Scope("work:act", "办理环节、受理、决定", "Work on steps, accept, decide", OFFICE),
        Scope("files:read", "下载材料和文书", "Download files and papers", EITHER),
        Scope("personal:read", "查看个人信息（逐次留痕）", "See personal values, each time on record", OFFICE),
    )
}


def obstacles_to_scopes(scopes: Iterable[str], *, acts_for: str) -> list[Obstacle]:
    """Return why a key with these scopes cannot be given to a system that acts for an office, a firm or nobody.

    >>> [o.code for o in obstacles_to_scopes(["work:act", "all"], acts_for=FIRM)]
    ['scope_needs_another', 'scope_unknown']
    >>> obstacles_to_scopes(["items:read", "files:read"], acts_for=FIRM)
    []
    """
    scopes = list(scopes)
    if not scopes:
        return [Obstacle("scopes_missing")]
    return [obstacle for scope in scopes for obstacle in _obstacles(scope, acts_for)]


def _obstacles(code: str, acts_for: str) -> list[Obstacle]:
    scope = SCOPES.get(code)
    if scope is None:
        return [Obstacle("scope_unknown", code)]
    fits = scope.needs in (NOBODY, acts_for) or (scope.needs == EITHER and acts_for != NOBODY)
    return [] if fits else [Obstacle("scope_needs_another", code)]
