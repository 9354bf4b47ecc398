"""Somebody with a browser: cookies, forms as the pages give them, links followed. No more than the standard library."""

import re
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

from tests.crashes.waiting import PATIENCE, until
from tongban.people.demo.logins import PASSWORD

T = TypeVar("T")
File = tuple[str, str, bytes]  # field, name, content
TIMEOUT = 40  # seconds


@dataclass(frozen=True)
class Answer:
    status: int
    address: str  # at the end of all redirections, without the host
    text: str
    headers: Mapping[str, str]


class NotYet(Exception):
    """The server said that it cannot just now (5xx)."""


class Visitor:
    """One browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> Answer:
        return self._ask(Request(self.address + path))

    def post(
        self,
        path: str,
        fields: Mapping[str, str] | Sequence[tuple[str, str]],
        files: Sequence[File] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Post a form as a browser does, with the token that the site has given."""
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        if not any(name == "csrfmiddlewaretoken" for name, _ in pairs):
            pairs.append(("csrfmiddlewaretoken", self._token()))
        body, kind = multipart(pairs, files) if files else (urlencode(pairs).encode(), FORM)
        return self._ask(Request(self.address + path, body, {"Content-Type": kind, **(headers or {})}))

    def _token(self) -> str:
        return next((str(cookie.value) for cookie in self.cookies if cookie.name == "csrftoken"), "")

    def _ask(self, request: Request) -> Answer:
        try:
            try:
                answer = self.opener.open(request, timeout=TIMEOUT)
            except HTTPError as refused:
                answer = refused
            with answer:
                address = answer.geturl().removeprefix(self.address)
                return Answer(answer.status, address, answer.read().decode(errors="replace"), answer.headers)
        except HTTPException as broken:  # the connection broke off within the answer, in its head or in its body
            raise ConnectionError from broken

    # --- signing in, as people do ---

    def sign_in_officer(self, username: str) -> None:
        self.get("/accounts/staff/")
        answer = self.post("/accounts/staff/", {"login": username, "password": PASSWORD})
        assert answer.address.startswith("/desk/"), (answer.status, answer.address)

    def sign_in_citizen(self, phone: str) -> None:
        """Ask for a code, wait until the worker has delivered it, and type it in."""
        known = self._codes(phone)
        self.get("/accounts/login/")
        page = self.post("/accounts/login/", {"phone": phone})
        (code,) = until(lambda: self._codes(phone) - known, f"a code for {phone}", pause=0.5)
        answer = self.post(page.address, {"code": code})
        assert answer.address == "/my/", (answer.status, answer.address)

    def _codes(self, phone: str) -> set[str]:
        return set(re.findall(r"验证码 (\d{6})", self.get(f"/demo/inbox/?phone={phone}").text))


def persistently(act: Callable[[], Answer]) -> Answer:
    """Do it again and again until the server has answered: what a patient person does, or a browser's "try again"."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            answer = act()
            if answer.status < 500:
                return answer
        except OSError:
            pass
        if time.monotonic() > end:
            raise NotYet
        time.sleep(0.2)


FORM = "application/x-www-form-urlencoded"


def multipart(fields: Sequence[tuple[str, str]], files: Sequence[File]) -> tuple[bytes, str]:
    """Return the body of a form with files, and its content type."""
    border = uuid.uuid4().hex
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields
    ]
    body = "".join(parts).encode()
    for name, file, content in files:
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        body += f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"
