"""How long do the pages of the desk take? Through the WSGI handler, and beside it what the database alone took."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.utils import timezone

from benchmarks.measuring import MILLISECONDS, Figure, percentile
from benchmarks.options import Options
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.matters.queries.access import seen_by
from tongban.people.models import Account, Officer

CLERK = "wangmin"  # of the bureau of a county: what she reaches grows with the city
BARS = {"work list": 40, "search": 60, "matter page": 100}


@dataclass
class Visited:
    """What the visits to one kind of page took, in milliseconds, and how many statements each."""

    whole: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)


def run(options: Options) -> Iterator[Figure]:
    times = options.scaled(40)
    officer = Officer.objects.select_related("account").get(account__username=CLERK)
    assert officer.account is not None
    browser = Browser(officer.account)
    for name, addresses in _addresses(officer, times).items():
        browser.get(addresses[0])  # what is compiled once is no part of it
        visited = Visited()
        for address in addresses:
            browser.visit(address, visited)
        yield figure_of(name, visited)


def figure_of(name: str, visited: Visited) -> Figure:
    statements = percentile(visited.statements, 0.5)
    figure = Figure(
        name,
        MILLISECONDS,
        visited.whole,
        visited.database,
        f"its {statements:.0f} statements alone",
        percentile(visited.cpu, 0.5),
    )
    bar = next((limit for words, limit in BARS.items() if name.startswith(words)), None)
    if bar is None:
        return figure
    return figure.against(f"p95 < {bar} ms", percentile(visited.whole, 0.95) < bar)


def _addresses(officer: Officer, times: int) -> dict[str, list[str]]:
    """Return what a clerk asks for, each a little different from the last."""
    seen = seen_by(officer, on=local_day(timezone.now())).select_related("party").order_by("-id")
    newest = list(seen[:times]) or list(Matter.objects.all()[:1])
    old = list(seen.filter(state="closed")[:times]) or newest
    words = ("食品", "广告", "消防", "排水", "执业", "施工")
    return {
        "work list": ["/desk/"] * times,
        "work list, what is overdue": ["/desk/?light=red"] * times,
        "search by the beginning of a number": [_search(each.number[:15]) for each in newest],
        "search by name": [_search(each.party.name.clear()) for each in newest],
        "search by phone": [_search(each.party.phone.clear() or "19900000001") for each in newest],
        "search by words of an item": [_search(words[n % len(words)]) for n in range(times)],
        "matter page, open": [f"/desk/matters/{each.number}/" for each in newest],
        "matter page, closed": [f"/desk/matters/{each.number}/" for each in old],
    }


def _search(text: str) -> str:
    return f"/desk/search/?q={quote(text)}"


class Browser:
    """Somebody who has signed in, without a network in between."""

    def __init__(self, account: Account) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session["seen_at"] = int(time.time())
        session.create()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        self._application = WSGIHandler()

    def get(self, address: str) -> None:
        path, _, query = address.partition("?")
        statuses: list[str] = []
        environment = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_COOKIE": self.cookie,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }
        answer = self._application(environment, lambda status, headers, *error: statuses.append(status))  # type: ignore
        b"".join(answer)
        answer.close()
        if not statuses[0].startswith(("200", "302")):
            raise AssertionError(f"{address} answered {statuses[0]}")

    def visit(self, address: str, visited: Visited) -> None:
        spent: list[float] = []

        def clock(execute: Callable[..., Any], *statement: Any) -> Any:
            begun = time.perf_counter()
            try:
                return execute(*statement)
            finally:
                spent.append((time.perf_counter() - begun) * 1000)

        begun, cpu = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(clock):
            self.get(address)
        visited.whole.append((time.perf_counter() - begun) * 1000)
        visited.cpu.append((time.process_time() - cpu) * 1000)
        visited.database.append(sum(spent))
        visited.statements.append(len(spent))
