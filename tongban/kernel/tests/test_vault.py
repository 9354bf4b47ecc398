"""Personal values: sealed in their column, masked on the screen, shown only as an act."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import crypto, journal, vault
from tongban.kernel.events import Actor
from tongban.kernel.tests.sealed_rows import Person, person_table
from tongban.kernel.vault import keys
from tongban.kernel.vault.masks import masked

__all__ = ["person_table"]

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")
OFFICER = Actor("officer", "4")
NEW_KEYS = f"k2:{'ab' * 32},demo:{'11' * 32}"

pytestmark = pytest.mark.usefixtures("person_table")


def stored(field: str = "phone") -> list[str]:
    """Return what stands in the table, as someone who stole it would read it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM test_person ORDER BY id")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def anna() -> Person:
    return Person.objects.create(name="欧阳安娜", phone="13812345678", form={"rooms": 3, "street": "人民路"})


@given(st.text(st.characters(exclude_categories=("Cs",))), st.text(max_size=20))
def test_what_was_sealed_opens_in_its_place_only(text: str, place: str) -> None:
    sealed = keys.seal(text, bound_to=place)

    assert keys.unseal(sealed, bound_to=place) == text
    with pytest.raises(crypto.CannotOpen):
        keys.unseal(sealed, bound_to=place + "!")


@pytest.mark.django_db
def test_the_database_holds_ciphertext_and_the_row_gives_masked_values() -> None:
    anna()
    found = Person.objects.get()

    assert stored()[0].startswith("intl.demo:")
    assert "1381234" not in stored()[0]  # three digits alone may stand in any ciphertext
    assert "人民路" not in stored("form")[0]
    assert (str(found.name), str(found.phone), str(found.form)) == ("欧阳**", "138****5678", "***")
    assert (found.phone.clear(), found.form.clear()) == ("13812345678", {"rooms": 3, "street": "人民路"})
    assert "1381234" not in repr(found.phone)


@pytest.mark.django_db
def test_a_template_cannot_show_a_value_in_clear() -> None:
    template = Template("{{ person.phone }} {{ person.phone.clear }} {{ person.phone.text }}{{ person.form.clear }}")

    assert template.render(Context({"person": anna()})).strip() == "138****5678"


@pytest.mark.django_db
def test_a_value_is_found_by_its_blind_index_whatever_its_spacing() -> None:
    anna()

    assert Person.objects.filter(phone_index=vault.blind_index(" 138 1234 5678")).count() == 1
    assert Person.objects.filter(phone_index=vault.blind_index("13812345679")).count() == 0
    assert vault.blind_index("") == ""


@pytest.mark.django_db
def test_empty_values_stay_empty() -> None:
    person = Person.objects.create()
    person.refresh_from_db()

    assert (stored(), person.phone.clear(), str(person.phone), bool(person.phone)) == ([""], "", "", False)
    assert (person.form.clear(), person.phone_index) == ({}, "")
    assert Person.objects.filter(phone="").count() == 1


@pytest.mark.django_db
def test_rows_made_in_bulk_are_sealed_and_found() -> None:
    Person.objects.bulk_create(Person(name="张三", phone=f"1381234567{last}") for last in range(3))

    assert all(value.startswith("intl.demo:") for value in stored())
    assert Person.objects.get(phone_index=vault.blind_index("13812345671")).phone.clear() == "13812345671"


@pytest.mark.django_db
def test_what_cannot_seal_row_by_row_is_refused() -> None:
    person = anna()

    with pytest.raises(TypeError, match="row by row"):
        Person.objects.update(phone="13900000000")
    with pytest.raises(TypeError, match="row by row"):
        Person.objects.filter(phone="13812345678").exists()
    person.phone = "13900000000"
    with pytest.raises(TypeError, match="row by row"):
        Person.objects.bulk_update([person], ["phone"])


@pytest.mark.django_db
def test_a_new_value_is_not_saved_without_its_index() -> None:
    person = anna()
    person.phone = "13900000000"

    with pytest.raises(ValueError, match="phone_index together with phone"):
        person.save(update_fields=["phone"])

    person.save(update_fields=["phone", "phone_index"])
    assert Person.objects.get(phone_index=vault.blind_index("13900000000")).phone.clear() == "13900000000"


@pytest.mark.django_db
def test_saving_again_leaves_the_ciphertext_as_it_was() -> None:
    anna()
    before = stored()

    Person.objects.get().save()

    assert stored() == before


@pytest.mark.django_db
def test_columns_left_out_are_fetched_when_asked_for(django_assert_num_queries: Any) -> None:
    anna()

    with django_assert_num_queries(1):
        only = Person.objects.only("name").get()
        assert only.name.clear() == "欧阳安娜"
    with django_assert_num_queries(1):
        assert only.phone.clear() == "13812345678"
    with django_assert_num_queries(2):
        deferred = Person.objects.defer("form").get()
        assert deferred.form.clear()["rooms"] == 3


@pytest.mark.django_db
def test_a_value_copied_to_another_row_is_bound_to_that_row() -> None:
    person = anna()
    other = Person.objects.create(name=person.name, phone=person.phone)
    double = Person.objects.get(pk=person.pk)
    double.pk, double._state.adding = None, True
    double.save()

    assert len(set(stored())) == 3
    assert {row.phone.clear() for row in Person.objects.all()} == {"13812345678"}
    assert Person.objects.get(pk=other.pk).name.clear() == "欧阳安娜"


@pytest.mark.django_db
def test_ciphertext_moved_to_another_row_does_not_open() -> None:
    one, other = anna(), anna()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE test_person SET phone = (SELECT phone FROM test_person WHERE id = %s) WHERE id = %s",
            [one.pk, other.pk],
        )

    with pytest.raises(crypto.CannotOpen):
        Person.objects.get(pk=other.pk).phone.clear()


@pytest.mark.django_db
def test_showing_a_value_is_an_act_with_a_purpose() -> None:
    person = anna()

    shown = vault.reveal(person, "phone", by=OFFICER, purpose="call the applicant", now=NOW)
    entry = journal.entries_of(f"test_person:{person.pk}").get()

    assert shown == "13812345678"
    assert (entry.name, entry.by) == ("ValueRevealed", "officer:4")
    assert '"field":"phone"' in entry.body
    assert '"purpose":"call the applicant"' in entry.body
    assert "138" not in entry.body.replace(str(person.pk), "")


@pytest.mark.django_db
def test_nothing_is_shown_without_a_purpose() -> None:
    with pytest.raises(vault.CannotReveal) as refused:
        vault.reveal(anna(), "phone", by=OFFICER, purpose="  ", now=NOW)

    assert refused.value.obstacles[0].code == "reveal_without_purpose"


@pytest.mark.django_db
def test_rotation_brings_values_under_the_new_key_and_leaves_indexes_valid(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongban.kernel.vault.rotation.BATCH", 2)
    for last in range(5):
        Person.objects.create(phone=f"1381234567{last}")
    Person.objects.create(phone="")
    field = Person._meta.get_field("phone")

    settings.VAULT_KEYS = NEW_KEYS
    assert Person.objects.order_by("id")[0].phone.clear() == "13812345670"  # the old key still opens
    moved = vault.rotate(field, by=OFFICER, now=NOW)

    assert moved == 5
    assert [value.partition(":")[0] for value in stored()] == ["intl.k2"] * 5 + [""]
    assert vault.rotate(field, by=OFFICER, now=NOW) == 0
    settings.VAULT_KEYS = NEW_KEYS.partition(",")[0]
    assert Person.objects.get(phone_index=vault.blind_index("13812345673")).phone.clear() == "13812345673"
    assert journal.entries_of("test_person:phone").count() == 3


@pytest.mark.django_db
def test_a_value_under_a_lost_key_says_so(settings: Any) -> None:
    person = anna()
    settings.VAULT_KEYS = f"k2:{'ab' * 32}"

    with pytest.raises(crypto.CannotOpen, match=r"intl\.demo is not among"):
        person.phone.clear()


@pytest.mark.parametrize("keys_given", ["", "k1:abc", "k1", f"k1:{'zz' * 32}"])
def test_keys_that_are_none_are_refused(settings: Any, keys_given: str) -> None:
    settings.VAULT_KEYS = keys_given

    with pytest.raises(ImproperlyConfigured, match="TONGBAN_VAULT_KEYS"):
        keys.seal("text", bound_to="here")


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("张三", "name", "张*"),
        ("张三丰", "name", "张**"),
        ("欧阳修", "name", "欧阳*"),
        ("欧阳", "name", "欧*"),  # a given name is never shown, even if it makes a surname
        ("李", "name", "李*"),
        ("13812345678", "phone", "138****5678"),
        ("8881234", "phone", "****34"),
        ("11010519491231002X", "identity", "110***********002X"),
        ("E1234567", "identity", "********"),
        ("云州市云城区人民路 5 号", "address", "云州市云城区***"),
        ("某某省云州市青禾县河口镇 2 组", "address", "某某省云州市青禾县***"),
        ("人民路 5 号", "address", "***"),
        ("anything", "all", "***"),
        ("anything", "unheard of", "***"),
        ("", "name", ""),
    ],
)
def test_what_may_be_shown_of_a_value(value: str, kind: str, shown: str) -> None:
    assert masked(value, kind) == shown
