"""Papers on file: what may be used again, what replaces what, and whose they are."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tongban.documents import actions
from tongban.documents.actions import ToHold, kept_of, store_file
from tongban.documents.models import HeldPaper, StoredFile
from tongban.documents.queries import held_for, held_papers, open_file
from tongban.documents.reactions import GRACE, sweep
from tongban.documents.rules import grades
from tongban.documents.tests import made
from tongban.documents.tests.made import DAY, NOW
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.people.models import Party

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/held_papers.toml").read_text())["example"]
LICENCE = "CL00001"


@pytest.fixture(autouse=True)
def files_dir(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


def somebody(name: str = "陈国强", identity: str = "11010519491231002X") -> Party:
    return Party.objects.create(kind="person", name=name, identity_kind="citizen-id", identity=identity)


def licence(grade: str = "C", *, content: bytes = made.png(), until: date | None = None) -> ToHold:
    file = store_file(upload=(content, "执照.png"), subject="matter:1", by=SYSTEM, now=NOW)
    came = {"A": grades.VERIFIED, "B": grades.SEEN}.get(grade, grades.HANDED_IN)
    return ToHold(LICENCE, "营业执照", came, grade, files=kept_of([file]), valid_until=until)


def hold(party: Party, *papers: ToHold, days: int = 0) -> list[HeldPaper]:
    at = NOW + timedelta(days=days)
    return actions.hold_papers(
        party_id=party.pk, papers=papers, subject="matter:1", source="990102-1", office_name="审批局", by=SYSTEM, now=at
    )


@pytest.mark.requirement("E16")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_the_example_comes_out(example: dict[str, Any]) -> None:
    grade = grades.grade_of(example["came"])
    paper = grades.OnFile("营业执照", grade, example.get("state", "held"), example.get("until"), is_whole=True)
    found = grades.obstacles_to_using(paper, on=example["on"], lowest=grades.lowest_for(example["asked"]))
    assert [obstacle.code for obstacle in found] == ([example["answer"]] if example["answer"] else [])


def test_the_four_grades_are_dated_data_in_both_languages() -> None:
    assert list(grades.grades()) == ["A", "B", "C", "D"]
    for grade in grades.grades().values():
        assert all((grade.name, grade.name_en, grade.meaning, grade.meaning_en))
        assert grade.since == date(2016, 12, 20)


@pytest.mark.django_db
def test_a_paper_on_file_has_files_of_its_own_that_outlive_those_of_the_case() -> None:
    party = somebody()
    [held] = hold(party, licence("B"))
    actions.remove_file(file=StoredFile.objects.get(subject="matter:1"), by=SYSTEM, now=NOW)
    sweep(NOW + 2 * GRACE)
    found = held_for(party, [LICENCE])[LICENCE]
    assert found.held == held
    with open_file(found.files[0]) as stream:
        assert stream.read() == made.png()
    assert (held.source, held.office_name, held.grade) == ("990102-1", "审批局", "B")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "is_replaced"), [("C", "B", True), ("B", "B", True), ("B", "C", False), ("A", "D", False)]
)
def test_what_is_as_good_or_better_replaces_and_what_is_worse_does_not(
    before: str, after: str, is_replaced: bool
) -> None:
    party = somebody()
    [first] = hold(party, licence(before))
    later = hold(party, licence(after, content=made.png(9)), days=1)
    first.refresh_from_db()
    assert (first.state == "replaced") is is_replaced
    assert [row.grade for row in later] == ([after] if is_replaced else [])
    assert HeldPaper.objects.filter(party=party, state="held").count() == 1


@pytest.mark.django_db
def test_a_worse_one_replaces_one_that_has_run_out() -> None:
    party = somebody()
    hold(party, licence("A", until=DAY))
    assert not hold(party, licence("C", content=made.png(9)))
    assert hold(party, licence("C", content=made.png(9)), days=1)


@pytest.mark.django_db
def test_putting_in_by_oneself_says_why_it_is_not_taken() -> None:
    party = somebody()
    hold(party, licence("B"))
    with pytest.raises(actions.CannotHold) as refused:
        actions.put_in(party=party, paper=licence("C"), by=party, now=NOW)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["held_paper_is_better"]
    with pytest.raises(actions.CannotHold) as refused:
        actions.put_in(party=party, paper=licence("A", until=DAY - timedelta(days=1)), by=party, now=NOW)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["held_paper_expired"]


@pytest.mark.django_db
def test_one_that_is_withdrawn_is_neither_offered_nor_used_nor_withdrawn_again() -> None:
    party = somebody()
    [held] = hold(party, licence("B"))
    pages = actions.bytes_of(held)
    actions.withdraw_held_paper(held=held, by=party, now=NOW)
    assert held_for(party, [LICENCE]) == {}
    with pytest.raises(actions.CannotUse):
        actions.use_held_paper(held=held, pages=pages, lowest="D", subject="draft:1", by=party, now=NOW)
    with pytest.raises(actions.CannotHold):
        actions.withdraw_held_paper(held=held, by=party, now=NOW)
    assert not StoredFile.objects.filter(subject="draft:1").exists()


@pytest.mark.django_db
def test_using_one_leaves_bytes_where_they_are_and_tells_the_journal() -> None:
    party = somebody()
    [held] = hold(party, licence("B"))
    [file] = actions.use_held_paper(
        held=held, pages=actions.bytes_of(held), lowest="B", subject="draft:1", by=party, now=NOW
    )
    assert (file.subject, file.path) == ("draft:1", StoredFile.objects.get(subject=held.subject).path)
    assert '"HeldPaperUsed"' in JournalEntry.objects.get(subject="draft:1").body


@pytest.mark.django_db
def test_one_whose_files_are_gone_is_not_used() -> None:
    party = somebody()
    [held] = hold(party, licence("B"))
    actions.remove_file(file=StoredFile.objects.get(subject=held.subject), by=SYSTEM, now=NOW)
    found = held_for(party, [LICENCE])[LICENCE]
    assert [obstacle.code for obstacle in found.obstacles(on=DAY)] == ["held_paper_destroyed"]
    with pytest.raises(actions.CannotUse):
        actions.use_held_paper(held=held, pages=actions.bytes_of(held), lowest="D", subject="d:1", by=party, now=NOW)


@pytest.mark.django_db
def test_a_list_shows_what_is_asked_for_and_nobody_elses() -> None:
    party, other = somebody(), somebody("王五", "11010519491231011X")
    hold(party, licence("C"))
    hold(party, licence("B", content=made.png(9), until=DAY), days=1)
    hold(other, licence("A"))
    states = ("", "held", "expired", "replaced", "withdrawn")
    shown = {state: [row.grade for row in held_papers(party, on=DAY, state=state, after=None)] for state in states}
    assert shown == {"": ["B", "C"], "held": ["B"], "expired": [], "replaced": ["C"], "withdrawn": []}
    tomorrow = held_papers(party, on=DAY + timedelta(days=1), state="expired", after=None)
    assert [row.grade for row in tomorrow] == ["B"]


@pytest.mark.django_db
def test_holding_more_papers_takes_no_more_statements(django_assert_num_queries: Any) -> None:
    party = somebody()
    papers = [licence("B", content=made.png(n)) for n in range(1, 9)]
    many = [ToHold(f"CL{n}", f"材料{n}", "seen", "B", files=paper.files) for n, paper in enumerate(papers)]
    hold(party, *many[:1])
    # lock the party, what is there, replace, new rows, their files; the journal: head, row, head; a savepoint twice
    with django_assert_num_queries(10):
        hold(party, *many)


@pytest.mark.django_db
def test_papers_that_ended_are_forgotten_with_their_files_after_a_year() -> None:
    party = somebody()
    [gone] = hold(party, licence("B"))
    hold(party, licence("B", content=made.png(9)))
    [out] = hold(party, ToHold("CL2", "健康证明", "seen", "B", files=licence().files, valid_until=DAY))
    year = timedelta(days=366)
    assert actions.forget_held_papers(before=NOW - year, at_most=9, now=NOW) == 0
    assert actions.forget_held_papers(before=NOW + timedelta(days=2), at_most=9, now=NOW + year) == 2
    left = set(HeldPaper.objects.values_list("pk", flat=True))
    assert left.isdisjoint({gone.pk, out.pk})
    assert len(left) == 1
    assert not StoredFile.objects.filter(subject__in=[gone.subject, out.subject]).exists()


@pytest.mark.django_db(transaction=True)
def test_two_cases_that_bring_the_same_paper_at_once_leave_one_on_file() -> None:
    party = somebody()
    papers = [licence("B", content=made.png(n)) for n in range(1, 5)]

    def run(paper: ToHold) -> None:
        try:
            hold(party, paper)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(run, papers))
    assert HeldPaper.objects.filter(party=party, state="held").count() == 1
    assert HeldPaper.objects.filter(party=party).count() == 4
