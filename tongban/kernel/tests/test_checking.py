"""Whoever has the keys of the database and changes one row is found, with the right cause."""

import pytest
from django.utils import timezone

from tongban.kernel.models import JournalEntry, JournalHead, Seal, SealKey, SealLeaf
from tongban.kernel.seals import checking, keys, sealing
from tongban.kernel.tests.lamps import check, entry, found, leaf, light, rewrite_chain, seal, street_with_seals

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G14")]


@pytest.fixture
def street(unguarded: None) -> None:
    street_with_seals()


def test_what_nobody_touched_holds() -> None:
    street_with_seals()
    light("lamp:2")

    tally = check()

    assert tally.broken == []
    assert (tally.subjects, tally.entries, tally.seals, tally.leaves) == (3, 11, 3, 10)
    assert (tally.sealed, tally.young, tally.late) == (10, 1, 0)


def test_an_empty_journal_holds() -> None:
    assert check() == checking.Tally()


def test_an_entry_that_should_have_a_seal_is_told_apart_from_one_that_is_too_young(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    street_with_seals()
    light("lamp:2")
    later = timezone.now() + 2 * sealing.ALARM
    assert checking.check_all(later).late == 1


def test_a_rewritten_entry_is_found(street: None) -> None:
    entry("lamp:1", 2).update(by="officer:5")
    assert found() == found("lamp:1") == [("entry_rewritten", "lamp:1")]
    assert check().broken[0].details == {"position": 2}
    assert found("lamp:2") == []


def test_an_entry_rewritten_with_its_whole_chain_and_head_is_found_by_what_was_sealed(street: None) -> None:
    rewrite_chain("lamp:1", 2, by="officer:5")
    assert found() == found("lamp:1") == [("sealed_entry_rewritten", "lamp:1")]
    assert check().broken[0].details == {"position": 2}


def test_a_removed_entry_is_found(street: None) -> None:
    entry("lamp:2", 2).delete()
    assert found() == [("entry_missing", "lamp:2"), ("sealed_entry_missing", found()[1][1])]
    assert check().broken[0].details == {"position": 2}


def test_exchanged_entries_are_found(street: None) -> None:
    entry("lamp:2", 2).update(position=99)
    entry("lamp:2", 3).update(position=2)
    entry("lamp:2", 99).update(position=3)
    assert found() == [("entry_link_broken", "lamp:2")]


def test_a_removed_last_entry_is_found(street: None) -> None:
    entry("lamp:2", 4).delete()
    assert found()[0] == ("chain_cut", "lamp:2")
    assert check().broken[0].details == {"position": 3, "head": 4}


def test_a_removed_last_entry_is_found_even_if_the_head_was_moved_back(street: None) -> None:
    gone = entry("lamp:2", 4).get()
    gone.delete()
    JournalHead.objects.filter(pk="lamp:2").update(position=3, digest=gone.previous_digest)
    assert [code for code, _ in found()] == ["sealed_entry_missing"]
    assert check().broken[0].details == {"seal": 2, "index": 3}


def test_a_subject_of_which_only_the_head_is_left_is_found(street: None) -> None:
    JournalEntry.objects.filter(subject="bell:1").delete()
    assert found()[0] == ("subject_missing", "bell:1")
    assert found("bell:1") == [("subject_missing", "bell:1")]


def test_a_subject_removed_without_a_trace_is_found_by_its_leaves(street: None) -> None:
    JournalEntry.objects.filter(subject="bell:1").delete()
    JournalHead.objects.filter(pk="bell:1").delete()
    assert [code for code, _ in found()] == ["sealed_entry_missing"] * 3
    assert found("bell:1") == [("subject_unknown", "bell:1")]


def test_a_removed_leaf_is_found(street: None) -> None:
    leaf(2, 1).delete()
    assert found() == [("seal_leaf_missing", "2")]
    assert check().broken[0].details == {"index": 1}


def test_a_removed_last_leaf_is_found(street: None) -> None:
    leaf(2, 3).delete()
    assert check().broken[0].details == {"index": 3}


def test_leaves_in_another_order_are_found(street: None) -> None:
    leaf(1, 0).update(index=99)
    leaf(1, 1).update(index=0)
    leaf(1, 99).update(index=1)
    assert found() == [("seal_root_wrong", "1")]


def test_a_rewritten_leaf_is_found(street: None) -> None:
    leaf(1, 2).update(digest=b"\x01" * 32)
    assert found() == [("seal_root_wrong", "1"), ("sealed_entry_rewritten", "lamp:2")]
    assert found("lamp:2")[0] == ("sealed_entry_rewritten", "lamp:2")


def test_an_entry_rewritten_with_its_chain_and_its_leaves_is_found_by_the_root(street: None) -> None:
    rewrite_chain("lamp:1", 1, by="officer:5")
    for changed in JournalEntry.objects.filter(subject="lamp:1"):
        SealLeaf.objects.filter(entry=changed.pk).update(digest=bytes.fromhex(changed.digest))
    assert found() == [("seal_root_wrong", "1"), ("seal_root_wrong", "2")]
    assert found("lamp:1") == found()


def test_a_rewritten_root_is_found(street: None) -> None:
    seal(2).update(root="0" * 64)
    assert found() == [("seal_rewritten", "2")]


def test_a_root_rewritten_with_the_digest_of_its_seal_is_found_by_the_signature(street: None) -> None:
    _forge(3, root="0" * 64)
    assert found() == [("seal_signature_wrong", "3")]


def test_a_rewritten_seal_is_found_by_the_next_one(street: None) -> None:
    _forge(2, entries=4, sealed_at=timezone.now())
    assert found() == [("seal_signature_wrong", "2"), ("seal_link_broken", "3")]


@pytest.mark.parametrize("signature", ["AAAA", "no base64", ""])
def test_a_rewritten_signature_is_found(street: None, signature: str) -> None:
    seal(1).update(signature=signature)
    assert found() == found("bell:1") == [("seal_signature_wrong", "1")]


def test_a_signature_by_a_key_of_somebody_else_is_found(street: None) -> None:
    private, fingerprint = keys.new_key()
    other = keys.Signer(keys.signer().suite, keys.base64.b64decode(private))
    SealKey.objects.create(fingerprint=fingerprint, suite="intl", public_key=other.public_key, since=timezone.now())
    forged = seal(3).get()
    forged.key_id = fingerprint
    statement = sealing.statement_of(forged)
    _forge(3, key_id=fingerprint, signature=other.sign(statement))
    assert found() == [("seal_key_foreign", "3")]


def test_a_public_key_exchanged_under_its_name_is_found(street: None) -> None:
    private, _ = keys.new_key()
    other = keys.Signer(keys.signer().suite, keys.base64.b64decode(private))
    SealKey.objects.update(public_key=other.public_key)
    seal(3).update(signature=other.sign(sealing.statement_of(seal(3).get())))
    assert ("seal_signature_wrong", "3") in found()


def test_a_removed_seal_is_found(street: None) -> None:
    seal(2).delete()
    assert found()[0] == ("seal_missing", "2")


def test_removed_last_seals_leave_entries_that_should_have_one(street: None) -> None:
    seal(3).delete()
    SealLeaf.objects.filter(seal_id=3).delete()
    tally = checking.check_all(timezone.now() + 2 * sealing.ALARM)
    assert (tally.broken, tally.late) == ([], 2)


def test_a_lamp_that_nothing_happened_to_is_said_to_be_unknown() -> None:
    assert found("lamp:9") == [("subject_unknown", "lamp:9")]


def test_parts_end_to_end_are_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SUBJECTS_IN_A_PART", 2)
    monkeypatch.setattr(checking, "SEALS_IN_A_PART", 2)
    monkeypatch.setattr(checking, "LEAVES_AT_ONCE", 5)
    street_with_seals()
    light("lamp:3", "lamp:4")

    found_parts = checking.parts(checking.Moment.of(timezone.now()))

    assert found_parts == [
        checking.Seals(1, 2),
        checking.Seals(3, 3),
        checking.Subjects(None, "lamp:1"),
        checking.Subjects("lamp:1", "lamp:3"),
        checking.Subjects("lamp:3", None),
    ]
    assert (check().subjects, check().entries, check().seals, check().broken) == (5, 12, 3, [])


def test_what_is_written_while_one_looks_does_no_harm(street: None) -> None:
    moment = checking.Moment.of(timezone.now())
    parts = checking.parts(moment)
    light("lamp:1", "lamp:9")
    sealing.seal_pending(timezone.now())

    tally = sum((checking.check_part(part, moment=moment) for part in parts), checking.Tally())

    assert (tally.seals, tally.sealed, tally.young, tally.broken) == (3, 10, 2, [])
    assert checking.missing_entries(moment, tally) == []


def _forge(number: int, **values: object) -> None:
    """Rewrite a seal and its own digest."""
    forged = Seal.objects.get(number=number)
    for name, value in values.items():
        setattr(forged, name, value)
    forged.digest = keys.signer().suite.digest(sealing.statement_of(forged).encode())
    forged.save(force_update=True)
