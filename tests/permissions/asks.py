"""Asking for an address as somebody, and what the answer amounts to."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.permissions.people import Someone

OPEN, SIGN_IN, HIDDEN, FORBIDDEN = "✓", "↪", "∅", "✗"
SHOWN, NOT_SHOWN = "✓", "–"
SIGN_IN_PAGES = ("/accounts/login/?next=", "/accounts/staff/?next=")
OUTSIDE = "203.0.113.7"  # nobody of the table sits at the machine itself

WHY = {"reason": "现场情况复杂", "basis": "行政许可法第四十二条"}
# What is sent where something is sent: well-shaped, so that a refusal is for who asks and not for what is typed.
BODIES: dict[str, dict[str, Any]] = {
    "/desk/matters/<number>/extend/": {"amount": 3, **WHY},
    "/desk/matters/<number>/procedure/": {"kind": "听证", "expected_days": 5, **WHY},
    "/desk/matters/<number>/urge/": {"text": "请尽快"},
    "/desk/matters/<number>/steps/<step>/return/": {"to_wave": 1, "reason": "退回"},
    "/desk/matters/<number>/steps/<step>/complete/": {"outcome": "pass", "opinion": "同意"},
    "/desk/cases/<number>/notify/": {"is_form": "on", "what_form": "电话有误"},
    "/desk/cases/<number>/turn-away/": {"ground": "not_needed", "reasons": "不需要许可"},
    "/desk/cases/<number>/steps/<step>/opinion/": {"outcome": "agree", "opinion": "符合"},
    "/desk/cases/<number>/decide/": {"outcome": "granted", "reasons": ""},
    "/desk/cases/<number>/hand-over/": {"code": "ABCD2345"},
    "/desk/cases/<number>/reveal/<field>/": {"purpose": "核对"},
    "/desk/cases/<number>/void/": {"reason": "重复收件"},
    "/desk/window/ask/<code>/": {"text": "要不要公证？"},
    "/desk/questions/<pk>/answer/": {"answer": "不用"},
    "/desk/window/shelf/lay/": {"number": "990102"},
    "/desk/hand-overs/<pk>/scan/": {"bag": "990102"},
    "/desk/items/<code>/roll-back/": {"version": "1"},
    "/desk/items/<code>/send-back/": {"note": "电话打不通"},
    "/desk/items/<code>/retire/": {"reason": "依据已废止"},
    "/desk/laws/changes/new/": {"title": "食品安全法", "in_force_on": "2999-01-01"},
    "/desk/laws/marks/<mark>/settle/": {"note": "不用改"},
    "/desk/items/<code>/suspend/": {"since": "2999-01-01", "reason": "系统升级"},
    "/desk/papers/join/": {"name": "执照", "kind": "营业执照"},
    "/desk/figures/<code>/target/": {"percent": "60", "since": "2026-01-01", "source": "年度工作要点"},
    "/desk/speed-targets/<code>/": {"days": "2", "since": "2999-01-01", "source": "年度工作要点"},
    "/desk/speed-targets/<code>/end/": {"until": "2999-01-01", "reason": "方案调整"},
    "/desk/figures/baseline/": {"source": "改革方案"},
    "/desk/partners/<code>/mode/": {"mode": "failing"},
    "/desk/cases/<number>/procedures/": {"kind": "听证", "expected_days": 5, **WHY},
    "/desk/cases/<number>/procedures/<procedure>/end/": {"outcome": "passed", "result": "通过"},
    "/desk/cases/<number>/hearing/": {"matter_of": "噪声影响"},
    "/desk/cases/<number>/hearing/ask/": {"expected_days": 10},
    "/desk/cases/<number>/hearing/interested/": {"name": "钱七", "contact": "建设路 8 号"},
    "/desk/cases/<number>/hearing/give-up/": {"is_confirmed": "on"},
    "/desk/cases/<number>/hearing/announce/": {"place": "会议室"},
    "/desk/cases/<number>/hearing/record/": {"outcome": "passed", "record": "笔录"},
    "/desk/visits/<pk>/postpone/": {"planned_for": "2099-01-05T09:00", "reason": "下雨"},
    "/desk/visits/<pk>/cancel/": {"reason": "申请人改期"},
    "/desk/outages/<pk>/end/": {"ended_at_0": "2026-01-01", "ended_at_1": "09:00"},
    "/desk/late-entries/<pk>/refuse/": {"remark": "与凭条不符"},
    "/desk/window/card/": {"card": "0"},
    "/desk/window/end/": {"outcome": "consultation"},
    "/my/<number>/withdraw/": {"reason": "不办了"},
    "/hearing-notices/": {"code": "AAAA-BBBB-CCCC"},
    "/hearing-notices/<pk>/give-up/": {"is_confirmed": "on"},
    "/progress/": {"number": "990102", "query_code": "ABCD2345"},
    "/preferences/type/": {"type": "large"},
    "/i18n/setlang/": {"language": "en"},
}


def addresses() -> Iterator[str]:
    """Yield every address of the platform as the table writes it: ``/desk/matters/<number>/``."""
    yield from sorted(set(_walk(get_resolver().url_patterns, "/")))


def _walk(patterns: list[URLPattern | URLResolver], above: str) -> Iterator[str]:
    for pattern in patterns:
        route = above + re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


def filled(address: str, things: dict[str, Any]) -> str:
    """Return an address with its names replaced by what they stand for. Raises KeyError for one that is not there."""
    return re.sub(r"<(\w+)>", lambda name: str(things[name[1]]), address)


def ask(who: Someone, method: str, address: str, things: dict[str, Any]) -> Any:
    """Ask as somebody, and leave everything as it was: rows, and who is signed in."""
    cookies = who.client.cookies.copy()
    with transaction.atomic():
        sent = BODIES.get(address, {}) if method == "POST" else {}
        call = getattr(who.client, method.lower())
        answer = call(filled(address, things) + things.get("query", ""), sent, REMOTE_ADDR=OUTSIDE)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    who.client.cookies = cookies
    return answer


def text_of(answer: Any) -> str:
    """Return what an answer tells: its words, and where it leads."""
    told = "" if answer.streaming else answer.content.decode(errors="replace")
    return told + answer.headers.get("Location", "")


def meaning(answer: Any) -> str:
    """Return what an answer amounts to: open, sign in first, nothing there, or not for you."""
    if answer.status_code in (301, 302):
        return SIGN_IN if answer["Location"].startswith(SIGN_IN_PAGES) else OPEN
    if answer.status_code == 401:
        return SIGN_IN
    return {404: HIDDEN, 403: FORBIDDEN}.get(answer.status_code, OPEN)
