"""The disk is full when a paper comes in: said plainly, nothing half-kept, and good again when there is room."""

import os
from pathlib import Path

import pytest

from tests.crashes.applicants import PDF, SIGN, SITUATION, Online
from tests.crashes.city import City
from tests.crashes.databases import Sqlite
from tests.crashes.pages import assert_says_so
from tests.crashes.waiting import until

NOISE = b"%" + os.urandom(512).hex().encode() * 600 + b"\n"  # a comment of more than half a megabyte
LARGE = PDF.replace(b"xref", NOISE + b"xref", 1)
FULL = "系统暂时存不下新文件，您已填写的内容都还在。请稍后再试，或到窗口提交。"


def fill(disk: Path, *, but: int) -> Path:
    """Fill the disk, but for so many bytes; return what fills it."""
    ballast, room = disk / "ballast", os.statvfs(disk)
    with ballast.open("wb") as file:
        file.write(bytes(max(0, room.f_bavail * room.f_frsize - but)))
    return ballast


@pytest.fixture
def disk(city: City) -> Path:
    if not city.has_small_disk:
        pytest.skip("a small disk is mounted by root, or where user namespaces are allowed")
    return city.disk


def test_an_upload_on_a_full_disk_is_refused_in_words_and_succeeds_when_there_is_room(
    city: City, disk: Path, citizen: Online
) -> None:
    draft = citizen.draft()
    citizen.send(draft, "questions", SITUATION)
    citizen.send(draft, "form", SIGN)
    papers = f"/apply/drafts/{draft}/papers/"
    large = [("effect", "effect.pdf", LARGE), ("commitment", "commitment.pdf", PDF)]
    before = city.ask("files")["rows"]

    ballast = fill(disk, but=256 * 1024)  # room for the small one alone, and for half of the large one
    try:
        refused = citizen.visitor.post(papers, {"on": "1"}, large)
        on_disk = on(disk)
    finally:
        ballast.unlink()

    assert (refused.status, refused.address) == (422, papers)
    assert FULL in refused.text
    assert "commitment.pdf" in refused.text  # what fitted was kept
    assert not on_disk["aside"]
    assert on_disk["bytes"] < len(LARGE) / 2  # no half of it anywhere
    kept = city.ask("files")
    assert (kept["rows"] - before, kept["rows that point at nothing"]) == (1, [])
    assert city.ask("typed", draft)["sign_text"] == SIGN["sign_text"]

    answer = citizen.visitor.post(papers, {"on": "1"}, large)
    assert answer.address == f"/apply/drafts/{draft}/check/"
    assert city.ask("files")["rows that point at nothing"] == []
    assert citizen.submit(draft)


def test_a_disk_without_a_single_byte_of_room_is_no_mistake_of_the_applicant(disk: Path, citizen: Online) -> None:
    draft = citizen.draft()
    citizen.send(draft, "questions", SITUATION)
    citizen.send(draft, "form", SIGN)
    ballast = fill(disk, but=0)
    try:
        refused = citizen.visitor.post(f"/apply/drafts/{draft}/papers/", {"on": "1"}, [("effect", "e.pdf", LARGE)])
    finally:
        ballast.unlink()

    assert refused.status == 422
    assert FULL in refused.text


def test_a_file_that_may_not_grow_further_is_as_good_as_a_full_disk(city: City, citizen: Online) -> None:
    draft = citizen.draft()
    citizen.send(draft, "questions", SITUATION)
    citizen.send(draft, "form", SIGN)
    papers = f"/apply/drafts/{draft}/papers/"
    before = city.ask("files")["rows"]

    with city.no_file_longer_than(len(LARGE) // 2):
        refused = citizen.visitor.post(papers, {"on": "1"}, [("effect", "e.pdf", LARGE)])

    if isinstance(city.database, Sqlite):  # its own file may not grow either
        assert_says_so(refused, "刚才这一步还没有保存")
    else:
        assert (refused.status, FULL in refused.text) == (422, True)
    kept = city.ask("files")
    assert (kept["rows"], kept["rows that point at nothing"], kept["left aside"]) == (before, [], 0)
    until(city.is_well, "a city that is well again")
    both = [("effect", "e.pdf", LARGE), ("commitment", "c.pdf", PDF)]
    assert citizen.visitor.post(papers, {"on": "1"}, both).address == f"/apply/drafts/{draft}/check/"


def on(disk: Path) -> dict[str, int]:
    """Return how many bytes of uploads lie on the disk, and how many pieces lie aside."""
    files = [path for path in disk.rglob("*") if path.is_file() and path.name != "ballast"]
    return {"bytes": sum(path.stat().st_size for path in files), "aside": sum("incoming" in p.parts for p in files)}
