"""What stands on the pages that an outage leaves."""

import re
from html.parser import HTMLParser

from tests.crashes.visitor import Answer


class FormOnThePage(HTMLParser):
    """The one form of a page: its address and its fields, as a browser would send them again."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields = "", list[tuple[str, str]]()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.action = given["action"]
        elif tag == "input":
            self.fields.append((given["name"], given["value"]))


def assert_says_so(answer: Answer, words: str) -> None:
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert words in answer.text
    assert not re.search(r"Traceback|OperationalError|psycopg|sqlite3", answer.text)
