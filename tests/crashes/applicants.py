"""People who hand in one application after another and do not give up: online, and at a window."""

import re
import threading
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from tests.crashes.visitor import Answer, File, Visitor, persistently

ITEM = "门头招牌设置备案"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
SITUATION = {"lit": "false", "change": "new"}
SIGN = {
    "sign_text": "云味小馆",
    "sign_address": "云城区建设路18号一层",
    "width": "3",
    "height": "1",
    "clearance": "3",
    "install_on": str(date.today() + timedelta(days=30)),
    "owner_name": "李晓云",
    "owner_phone": "19900000001",
}
PAPERS: list[File] = [(paper, f"{paper}.pdf", PDF) for paper in ("effect", "commitment")]
NUMBER = re.compile(r"\d{6}-\d{6}-\d{6}-[0-9A-Z]")


class Applicant(Protocol):
    def hand_in(self) -> tuple[str, str]:
        """Hand in one application and return the end of its key and the number that was given."""


@dataclass
class Online:
    """A citizen who goes through every page of an application."""

    visitor: Visitor
    item: str

    def draft(self) -> str:
        """Begin an application, or go on with the one begun."""
        begin = f"/apply/{self.item}/"
        answer = persistently(lambda: self.visitor.get(begin))
        if parties := re.findall(r'name="party" value="(\d+)"', answer.text):  # for whom? for oneself
            answer = persistently(lambda: self.visitor.post(begin, {"party": parties[0]}))
        return str(re.findall(r"/apply/drafts/(\d+)/", answer.address)[0])

    def fill_in(self, draft: str) -> None:
        for page, fields, files in (
            ("questions", SITUATION, []),
            ("form", SIGN, []),
            ("papers", {"on": "1"}, PAPERS),
        ):
            self.send(draft, page, fields, files)

    def send(self, draft: str, page: str, fields: dict[str, str], files: Sequence[File] = ()) -> Answer:
        path = f"/apply/drafts/{draft}/{page}/"
        return persistently(lambda: self.visitor.post(path, fields, files))

    def hand_in(self) -> tuple[str, str]:
        draft = self.draft()
        self.fill_in(draft)
        return f"draft:{draft}", self.submit(draft)

    def submit(self, draft: str) -> str:
        """Hand it in, and once more by a second click; both must be told the same number."""
        fields = {"deliver_way": "download", "is_true": "on"}
        first, second = (number_in(self.send(draft, "check", fields)) for _ in range(2))
        assert first == second
        return first


@dataclass
class AtWindow:
    """A clerk who takes in one application after another of the same person."""

    visitor: Visitor
    item: str

    def begin(self) -> None:
        came = self.visitor.post("/desk/window/card/", {"card": "0"}).address.partition("?")[2]
        self.visitor.post(f"/desk/window/begin/?{came}", {"whom": "own", "phone": "19900000002"})

    def hand_in(self) -> tuple[str, str]:
        key = uuid.uuid4().hex
        fields = {f"q-{name}": value for name, value in SITUATION.items()}
        fields |= {f"f-{name}": value for name, value in SIGN.items()}
        fields |= {"key": key, "do": "receive", "deliver_way": "window", "kept-effect": "on", "pages-effect": "1"}
        path = f"/desk/window/items/{self.item}/"
        first, second = (number_in(persistently(lambda: self.visitor.post(path, fields))) for _ in range(2))
        assert first == second
        return f":{key}", first


def number_in(answer: Answer) -> str:
    """Return the number that an answer acknowledges: it stands in the address to which it leads."""
    found = NUMBER.search(answer.address)
    assert found, (answer.status, answer.address, re.findall(r"error[^<]*<[^>]*>[^<]+", answer.text)[:5])
    return found[0]


@dataclass
class Load:
    """Applicants at work side by side; what each was told is kept."""

    applicants: Sequence[Applicant]
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    errors: list[BaseException] = field(default_factory=list)

    def __enter__(self) -> "Load":
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(each,)) for each in self.applicants]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _work(self, applicant: Applicant) -> None:
        try:
            while not self._over.is_set():
                key, number = applicant.hand_in()
                self.told[key].add(number)
        except BaseException as error:
            self.errors.append(error)
