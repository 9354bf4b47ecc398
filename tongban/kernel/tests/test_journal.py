"""What happened is written once, in order, and cannot be changed unseen."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import journal, triggers
from tongban.kernel.canonical import canonical_json
from tongban.kernel.events import Event, OutsideTransaction, publish, publish_all, reacts_to
from tongban.kernel.models import JournalEntry, JournalHead
from tongban.kernel.tests.threads import together
from tongban.kernel.transactions import InsideSavepoint, action
from tongban.kernel.vault import Sealed

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")


@dataclass(frozen=True, kw_only=True)
class LampLit(Event):
    lamp: str | Sealed = "green"


def lit(subject: str = "lamp:1", lamp: str | Sealed = "green") -> LampLit:
    return LampLit(subject=subject, by="officer:4", at=NOW, lamp=lamp)


@action
def light(subject: str) -> None:
    publish(lit(subject))


@given(
    texts=st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=6, max_size=6), position=st.integers(1)
)
def test_the_text_of_a_link_is_the_canonical_json_of_its_parts(texts: list[str], position: int) -> None:
    subject, name, by, body, previous, request = texts
    parts = {"subject": subject, "name": name, "by": by, "body": body, "previous_digest": previous, "at": NOW}
    asked = {"request": request} if request else {}

    text = journal.link_text(**parts, position=position, request=request)

    assert text == canonical_json({**parts, **asked, "position": position})
    assert {*parts, "position"} == set(journal.LINK)


@pytest.mark.django_db
def test_entries_of_a_subject_form_a_chain_that_verifies() -> None:
    for lamp in ("green", "yellow", "red"):
        publish(lit(lamp=lamp))
    publish(lit("lamp:2"))

    first, second, third = journal.entries_of("lamp:1")

    assert (first.name, first.by, first.at) == ("LampLit", "officer:4", NOW)
    assert [first.position, second.position, third.position] == [1, 2, 3]
    assert (first.previous_digest, third.previous_digest) == ("", second.digest)
    assert '"lamp":"red"' in third.body
    assert journal.verify("lamp:1") is None
    assert journal.verify("lamp:2") is None
    assert journal.verify("lamp:3") is None  # nothing ever happened to it


@pytest.mark.django_db
def test_what_is_told_at_once_of_one_subject_is_one_link_of_its_chain() -> None:
    by_herself = LampLit(subject="lamp:1", by="party:9", at=NOW, lamp="red")
    publish(lit())
    publish_all([lit(lamp="yellow"), lit("lamp:2"), by_herself])
    publish(lit("lamp:2"))
    publish_all([])

    assert [entry.position for entry in journal.entries_of("lamp:1")] == [1, 2]
    assert [entry.position for entry in journal.entries_of("lamp:2")] == [1, 2]
    told = journal.events_of("lamp:1")
    assert [each.facts["lamp"] for each in told] == ["green", "yellow", "red"]
    assert [each.by for each in told] == ["officer:4", "officer:4", "party:9"]
    assert {(each.name, each.at) for each in told} == {("LampLit", NOW)}
    assert journal.verify("lamp:1") is journal.verify("lamp:2") is None


@pytest.mark.django_db
def test_an_act_writes_all_it_told_at_its_end_in_the_order_in_which_it_was_told() -> None:
    @action
    def light_the_street() -> None:
        light("lamp:2")
        light("lamp:1")
        publish(lit("lamp:2", lamp="red"))
        assert not journal.entries_of("lamp:2").exists()

    publish(lit("lamp:1"))
    with CaptureQueriesContext(connection) as of_one:
        light("lamp:1")
    with CaptureQueriesContext(connection) as of_three:
        light_the_street()

    assert [entry.position for entry in journal.entries_of("lamp:2")] == [1]
    assert [told.facts["lamp"] for told in journal.events_of("lamp:2")] == ["green", "red"]
    assert journal.verify("lamp:1") is journal.verify("lamp:2") is None
    assert len(of_three) <= len(of_one) + 3  # a look outside, a new head, and its lock


@pytest.mark.django_db
def test_an_act_tells_nothing_within_a_savepoint_that_could_be_undone_alone() -> None:
    @action
    def try_and_go_on() -> None:
        with transaction.atomic():
            light("lamp:1")

    with pytest.raises(InsideSavepoint):
        try_and_go_on()

    with transaction.atomic():  # around an act it does no harm
        light("lamp:1")
    assert journal.verify("lamp:1") is None


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideTransaction):
        publish(lit())


@pytest.mark.django_db
def test_a_personal_value_cannot_get_into_the_journal() -> None:
    with pytest.raises(TypeError, match="Sealed has no canonical form"):
        publish(lit(lamp=Sealed(unsaved="13812345678")))


@pytest.mark.django_db
def test_reactions_are_called_in_the_same_transaction() -> None:
    seen = []

    @dataclass(frozen=True, kw_only=True)
    class BellRung(Event):
        pass

    @reacts_to(BellRung)
    def note(event: BellRung) -> None:
        seen.append((event.subject, connection.in_atomic_block))

    publish(BellRung(subject="bell:1", by="officer:4", at=NOW))

    assert seen == [("bell:1", True)]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {} SET body = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_to_rewrite_the_journal(statement: str) -> None:
    if "TRUNCATE" in statement and connection.vendor == "sqlite":
        statement = "DELETE FROM {} WHERE 1"  # SQLite has no TRUNCATE
    publish(lit())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(triggers.TABLE))

    assert JournalEntry.objects.count() == 1


@pytest.mark.requirement("G14")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("position", "change", "found"),
    [
        (2, {"body": "{}"}, journal.Broken(2, "digest")),
        (2, {"by": "officer:5"}, journal.Broken(2, "digest")),
        (2, {"previous_digest": "0" * 64}, journal.Broken(2, "link")),
        (2, None, journal.Broken(2, "gap")),
        (3, None, journal.Broken(3, "end")),
    ],
)
def test_a_rewritten_chain_is_found_broken_where_it_was_touched(
    unguarded: None, position: int, change: dict[str, str] | None, found: journal.Broken | None
) -> None:
    for _ in range(3):
        publish(lit())
    touched = JournalEntry.objects.filter(subject="lamp:1", position=position)
    touched.delete() if change is None else touched.update(**change)

    assert journal.verify("lamp:1") == found


@pytest.mark.django_db(transaction=True)
def test_first_entries_of_a_subject_from_many_threads_queue_behind_one_another() -> None:
    together(6, lambda _: [light("lamp:new") for _ in range(3)])

    assert [entry.position for entry in journal.entries_of("lamp:new")] == list(range(1, 19))
    assert journal.verify("lamp:new") is None


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_trace_in_the_journal() -> None:
    @action
    def fail() -> None:
        publish(lit())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert not JournalEntry.objects.exists()
    assert not JournalHead.objects.exists()


@pytest.mark.django_db
def test_a_trail_is_read_through_an_index() -> None:
    plan = journal.entries_of("lamp:1").explain()

    assert "one_entry_per_position_of_a_subject" in plan or "sqlite_autoindex" in plan


@action
def light_what_is_held(subject: str) -> None:
    journal.look_up_ahead(subject)
    publish(lit(subject))


@pytest.mark.django_db(transaction=True)
def test_who_looked_a_chain_up_while_somebody_else_added_to_it_does_it_again() -> None:
    light("lamp:1")

    together(4, lambda number: [light_what_is_held("lamp:1") if number % 2 else light("lamp:1") for _ in range(5)])

    assert journal.verify("lamp:1") is None
    assert JournalHead.objects.get(pk="lamp:1").position == 21


@pytest.mark.django_db(transaction=True)
def test_a_chain_looked_up_ahead_may_not_have_begun() -> None:
    light_what_is_held("lamp:2")
    light_what_is_held("lamp:2")

    assert journal.verify("lamp:2") is None
    assert JournalHead.objects.get(pk="lamp:2").position == 2
