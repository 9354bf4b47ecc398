"""The session of docs/howto/use-the-api.md, run as it stands there: every line of shell, call by call."""

import re
import shlex
from string import Template
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import house
from tests.api.calls import PDF
from tests.api.conftest import Called
from tongban.cases.tests.at_window import make_findable
from tongban.matters.models import Matter, Step

PAGE = house.ROOT / "docs/howto/use-the-api.md"
ASSIGNED = re.compile(r"(?P<name>[A-Z]+)=(?P<value>.*)", re.DOTALL)
PIPED = re.compile(r"\$\((?P<call>curl .*) \| jq -r '(?P<path>[^']+)'\)", re.DOTALL)


@pytest.mark.requirement("D17")
def test_the_session_of_the_howto_runs_as_written(called: Called) -> None:
    make_findable(called.town.restaurant)
    keys = {"firm": called.applicant, "clerk": called.clerk, "reviewer": called.reviewer}
    shell = Shell({f"tb_of_the_{name}": caller.secret for name, caller in keys.items()})
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE):
        for line in block.replace("\\\n", "").splitlines():
            shell.run(line)

    assert shell.answers["receipt.pdf"].startswith(b"%PDF")
    assert shell.answers["layout-as-stored.pdf"] == PDF
    assert shell.replays == 1
    assert Matter.objects.get(number=shell.names["NUMBER"]).state == "accepted"
    assert Step.objects.get(pk=shell.names["STEP"]).outcome == "agree"


class Shell:
    """As much of a shell, of curl and of jq as the page uses."""

    def __init__(self, keys: dict[str, str]):
        self.keys, self.names = keys, dict[str, str]()
        self.answers = dict[str, bytes]()
        self.replays = 0

    def run(self, line: str) -> None:
        assigned = ASSIGNED.match(line)
        if not assigned:
            self.curl(line)
        elif piped := PIPED.fullmatch(assigned["value"]):
            self.names[assigned["name"]] = str(picked(self.curl(piped["call"]).json(), piped["path"]))
        else:
            [value] = shlex.split(assigned["value"])
            for shown, key in self.keys.items():
                value = value.replace(shown, key)
            self.names[assigned["name"]] = value

    def curl(self, line: str) -> Any:
        words = iter(shlex.split(Template(line).substitute(self.names))[1:])
        method, address, target = "", "", ""
        headers, form, content = dict[str, str](), dict[str, Any](), dict[str, Any]()
        for word in words:
            match word:
                case "-s":
                    pass
                case "-X":
                    method = next(words)
                case "-o":
                    target = next(words)
                case "-H":
                    name, _, value = next(words).partition(": ")
                    headers[name] = value
                case "-F":
                    name, _, value = next(words).partition("=")
                    form[name] = SimpleUploadedFile(value[1:], PDF) if value.startswith("@") else value
                case "--json":
                    content = {"data": next(words), "content_type": "application/json"}
                case _:
                    address = word
        content = content or ({"data": form} if form else {})
        send = getattr(Client(), (method or ("post" if content else "get")).lower())
        answer = send(address.removeprefix("http://localhost:8000"), headers=headers, **content)
        assert answer.status_code < 300, (line, answer.content.decode())
        self.replays += answer.headers.get("Idempotency-Replayed") == "true"
        if target:
            self.answers[target] = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer


def picked(value: Any, path: str) -> Any:
    """Return what a path such as ``.rows[0].code`` leads to."""
    for name, place in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        value = value[name] if name else value[int(place)]
    return value
