"""What an old system knew stands here as if it had happened here."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.forms import model_to_dict

from tongban.cases.actions import accept_case, decide_case, deliver_by_code, give_opinion
from tongban.cases.models import Case, Paper
from tongban.cases.tests.conftest import Town, signed_in, town  # noqa: F401 (fixture)
from tongban.kernel import journal
from tongban.kernel.bulk.loads import keep
from tongban.kernel.models import JournalEntry, JournalHead, Load, OutboxRow
from tongban.kernel.moments import BEIJING, local_day
from tongban.matters.actions import mark_missed
from tongban.matters.models import Clock, Matter, Step, Work
from tongban.matters.queries import find, progress, trail, work_list
from tongban.people.models import Party
from tongban.people.rules.identifiers import make_uscc
from tongban.server.importing.loading import How
from tongban.server.tests.old_system import (
    FIRM,
    HEAD,
    NOW,
    PERSON,
    closed_case,
    open_case,
    refused,
    rehearse,
    take_in,
    write,
)

# What an old system granted was given, told of, filed and made public by itself.
FOLLOWS_HERE = {"发给结果", "决定已送监管部门", "决定已公示", "材料存入申请人的材料库"}
OWN = {"id", "matter", "case", "step", "number", "party", "handler", "to", "idempotency_key", "form", "document"}
OWN |= {"query_code", "query_code_index", "name", "file", "provenance", "original_seen", "pages", "grade"}

ANONYMOUS = {"decided_by", "closed_at", "closed_by"}


@pytest.fixture
def file(town: Town, tmp_path: Path) -> Path:  # noqa: F811
    return write(tmp_path / "old.ndjson", [HEAD, PERSON, FIRM, closed_case(town), open_case(town)])


def at(day: int, hour: int, month: int = 4) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


def played(town: Town) -> Matter:  # noqa: F811
    """The same story, acted here."""
    case = accept_case(case=town.case(now=at(27, 10)), by=town.clerk, now=at(27, 15))
    visit, drain = (case.matter.steps.get(code=code) for code in ("visit", "drain"))
    give_opinion(step=visit, outcome="agree", opinion="符合要求。", by=town.market_reviewer, now=at(28, 10))
    give_opinion(step=drain, outcome="agree", opinion="同意。", by=town.streets_reviewer, now=at(28, 16))
    decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=at(29, 11))
    case.refresh_from_db()
    code = case.matter.told_code()
    deliver_by_code(case=case, code=code, to=town.applicant, by=town.clerk, now=at(7, 10, month=5))
    return Matter.objects.get(pk=case.matter_id)


def said(row: Any) -> dict[str, Any]:
    return {name: value for name, value in model_to_dict(row).items() if name not in OWN}


def test_a_closed_case_is_row_by_row_what_the_same_story_leaves_when_it_is_acted(town: Town, file: Path) -> None:  # noqa: F811
    take_in(file)
    here, taken = played(town), Matter.objects.get(old_number__number="2026-0001")

    assert said(here) == said(taken)
    for model, order in ((Step, "code"), (Clock, "due_at"), (Work, "id")):
        rows = [[said(row) for row in model.objects.filter(matter=each).order_by(order)] for each in (here, taken)]
        assert rows[0] == rows[1], model
    for part in ("", "decision", "delivery"):
        of_here, of_taken = (getattr(m.case, part) if part else m.case for m in (here, taken))
        assert said(of_here) == said(of_taken), part
    assert {paper.spec.code for paper in Paper.objects.filter(case=taken.case)} == {"layout", "plan"}
    assert taken.case.form.clear() == {"name": "云味小馆", "area": 120}


def test_its_trail_tells_the_same_acts_at_their_own_moments_and_first_where_it_came_from(
    town: Town,  # noqa: F811
    file: Path,
) -> None:
    take_in(file)
    here, taken = played(town), Matter.objects.get(old_number__number="2026-0001")

    lines = {(entry.at, entry.text, entry.who) for entry in trail(taken)}
    acted = {(entry.at, entry.text, entry.who) for entry in trail(here) if entry.text not in FOLLOWS_HERE}
    assert acted <= lines
    first = journal.entries_of(taken.subject)[0]
    assert (first.name, first.at) == ("MatterImported", NOW)
    assert '"old_number":"2026-0001"' in first.body
    assert '"line":4' in first.body


def test_every_chain_holds_and_has_its_head(file: Path) -> None:
    take_in(file)

    subjects = set(JournalEntry.objects.values_list("subject", flat=True))
    assert {subject.partition(":")[0] for subject in subjects} >= {"matter", "party"}
    assert all(journal.verify(subject) is None for subject in subjects)
    assert JournalHead.objects.filter(subject__in=subjects).count() == len(subjects)


def test_parties_are_sealed_found_and_brought_into_their_normal_form(town: Town, file: Path) -> None:  # noqa: F811
    take_in(file)

    person = Party.objects.get(old_references__reference="P1")
    assert (person.name.clear(), person.phone.clear()) == ("张三", "19900007777")
    assert find("张三", officer=town.chief, on=local_day(NOW)).get().old_number.number == "2026-0001"
    assert "张三" not in str(Party.objects.filter(pk=person.pk).values().get())


def test_an_open_case_lies_on_the_desk_and_goes_on_to_its_decision(town: Town, file: Path) -> None:  # noqa: F811
    take_in(file)
    matter = Matter.objects.get(old_number__number="2026-0002")
    reviewer, later = town.streets_reviewer, at(20, 10, month=5)

    (work,) = work_list(reviewer, now=later, on=local_day(later))
    assert (work.matter_id, work.step.code) == (matter.pk, "drain")
    assert matter.clocks.get(kind="promised").state == "missed"  # it was due on 7 May
    assert [step.code for step in progress(matter, now=later).current] == ["drain"]

    give_opinion(step=work.step, outcome="agree", opinion="同意。", by=reviewer, now=later)
    case = Case.objects.select_related("matter").get(matter=matter)
    decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=later)

    matter.refresh_from_db()
    assert (matter.state, matter.outcome) == ("decided", "granted")
    assert journal.verify(matter.subject) is None


def test_a_decision_of_an_officer_nobody_knows_any_more_is_still_handed_over(town: Town, tmp_path: Path) -> None:  # noqa: F811
    told = closed_case(town, decided_at="2026-05-18T11:00:00+08:00")
    take_in(write(tmp_path / "old.ndjson", [HEAD, PERSON, {k: v for k, v in told.items() if k not in ANONYMOUS}]))
    case = Case.objects.select_related("matter__party").get()
    assert (case.matter.state, hasattr(case, "decision")) == ("decided", False)

    page = signed_in(town.chief).get(f"/desk/matters/{case.matter.number}/")
    assert page.status_code == 200
    mark_missed(matter=case.matter, now=at(20, 10, month=7))  # the applicant is reminded to collect it
    code = case.matter.told_code()
    deliver_by_code(case=case, code=code, to=case.matter.party, by=town.clerk, now=at(21, 10, month=7))
    assert journal.verify(case.matter.subject) is None


def test_a_case_is_found_by_its_old_number(town: Town, file: Path) -> None:  # noqa: F811
    take_in(file)

    (found,) = find("2026-0002", officer=town.chief, on=local_day(NOW))
    assert found.old_number.number == "2026-0002"


def test_nothing_of_it_goes_out(file: Path) -> None:
    take_in(file)

    assert not OutboxRow.objects.exists()


def test_taken_in_twice_it_adds_nothing(town: Town, file: Path, tmp_path: Path) -> None:  # noqa: F811
    take_in(file)
    before = JournalEntry.objects.count(), Matter.objects.count(), Party.objects.count()

    again = take_in(write(tmp_path / "again.ndjson", [*file.read_bytes().splitlines(), b""]))

    assert (again.load.added, again.load.known, again.load.refused) == (0, 4, 0)
    assert (JournalEntry.objects.count(), Matter.objects.count(), Party.objects.count()) == before


def test_a_party_that_is_here_by_its_identity_is_not_made_again(town: Town, tmp_path: Path) -> None:  # noqa: F811
    me = {**PERSON, "identity": town.applicant.identity.clear(), "name": "李晓云"}
    stranger = {**me, "ref": "P2", "name": "王五"}

    path = write(tmp_path / "old.ndjson", [HEAD, me, stranger, closed_case(town)])
    take_in(path)

    assert Matter.objects.get().party_id == town.applicant.pk
    assert refused(path) == {3: ["name_does_not_match_identity"]}


def test_places_and_offices_come_before_the_cases_that_they_worked_on(town: Town, tmp_path: Path) -> None:  # noqa: F811
    county = {"kind": "region", "code": "990102", "name": "云城区", "level": "county", "parent": "990100"}
    office = {
        "kind": "office",
        "uscc": make_uscc(500, region="990102"),
        "name": "云城区水务局",
        "short_name": "水务局",
        "type": "department",
        "level": "4",
        "region": "990102",
        "parent": town.bureau.uscc,
    }
    step = {"code": "look", "name": "踏勘", "office": office["uscc"], "opened_at": "2026-04-28T09:00:00+08:00"}
    step |= {"closed_at": "2026-04-28T10:00:00+08:00", "outcome": "agree"}
    lines = [{**county, "valid_from": "2010-01-01"}, office, PERSON, closed_case(town, steps=[step])]
    strangers = [{**office, "uscc": make_uscc(501, region="990102"), "region": "990199"}]

    path = write(tmp_path / "old.ndjson", [HEAD, *lines, *strangers])
    rehearsed = rehearse(path).load
    assert (rehearsed.added, rehearsed.refused) == (4, 1)
    take_in(path, How(batch=1))

    assert Step.objects.get(code="look").office.name == "云城区水务局"
    assert refused(path) == {6: ["region_unknown"]}
    assert journal.verify(f"office:{Step.objects.get(code='look').office_id}") is None


def test_a_dry_run_says_what_would_be_and_writes_nothing(town: Town, file: Path) -> None:  # noqa: F811
    rehearsal = rehearse(file)

    assert (rehearsal.load.added, rehearsal.load.refused) == (4, 0)
    assert not Matter.objects.exists()
    assert not Load.objects.exists()
    assert take_in(file).rows == rehearsal.rows


def test_batches_are_committed_one_by_one_and_a_run_goes_on_where_it_stopped(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("tongban.server.importing.workers.keep", _fail_at_line(4))
        with pytest.raises(RuntimeError):
            take_in(file, How(batch=1))
    assert (Load.objects.get().line, Matter.objects.count()) == (3, 0)

    take_in(file)
    load = Load.objects.get()
    assert (load.line, load.added, load.finished_at, Matter.objects.count()) == (5, 4, NOW, 2)


def _fail_at_line(line: int) -> Any:
    def keep_until(load: Load) -> None:
        if load.line >= line:
            raise RuntimeError("the power went")
        keep(load)

    return keep_until
