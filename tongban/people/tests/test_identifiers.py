"""Identifiers: the worked examples, and what one mistyped character does."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tongban.people.rules.identifiers import (
    CHECKS,
    check,
    check_citizen_id,
    check_identity,
    check_item_code,
    check_licence_id,
    check_uscc,
    make_citizen_id,
    make_item_code,
    make_licence_id,
    make_uscc,
)
from tongban.people.rules.identifiers.organisations import ALPHABET
from tongban.people.wording import WORDS

TODAY = date(2026, 5, 7)
EXAMPLES = tomllib.loads((Path(__file__).parent.parent / "examples" / "identifiers.toml").read_text("utf-8"))
REGIONS = st.integers(110000, 829999).map(str)


@pytest.mark.parametrize("example", EXAMPLES["example"], ids=lambda example: example["title"])
def test_the_worked_examples_hold(example: dict[str, object]) -> None:
    found = check(str(example["kind"]), str(example["value"]), today=TODAY)
    assert [obstacle.code for obstacle in found] == example["obstacles"]
    for obstacle in found:
        for sentence in WORDS[obstacle.code]:
            assert sentence.format(about=obstacle.about, **obstacle.details)


@pytest.mark.parametrize("kind", CHECKS)
@pytest.mark.parametrize("value", ["", "   ", "无", "0", "９" * 18, "٣" * 18, "1" * 400, "\x00"])
def test_nonsense_is_refused_and_never_an_error(kind: str, value: str) -> None:
    assert check(kind, value, today=TODAY)


@given(serial=st.integers(0, 99_999_999), region=REGIONS)
def test_a_made_credit_code_passes(serial: int, region: str) -> None:
    assert check_uscc(make_uscc(serial, region=region)) == []


@given(serial=st.integers(0, 99_999_999), position=st.integers(0, 17), character=st.sampled_from(ALPHABET))
def test_one_changed_character_breaks_a_credit_code(serial: int, position: int, character: str) -> None:
    code = make_uscc(serial, region="320412")
    assume(code[position] != character)
    assert check_uscc(code[:position] + character + code[position + 1 :])


@given(
    region=REGIONS,
    born=st.dates(date(1900, 1, 1), TODAY),
    sequence=st.integers(1, 999),
    position=st.integers(0, 17),
    character=st.sampled_from("0123456789X"),
)
def test_a_made_identity_number_passes_and_one_changed_character_breaks_it(
    region: str, born: date, sequence: int, position: int, character: str
) -> None:
    number = make_citizen_id(region=region, born=born, sequence=sequence)
    assert check_citizen_id(number, today=TODAY) == []

    assume(number[position] != character)
    assert check_citizen_id(number[:position] + character + number[position + 1 :], today=TODAY)


@given(
    serial=st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=32),
    version=st.integers(1, 999),
    position=st.integers(0, 200),
    character=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
)
def test_a_made_licence_identifier_passes_and_one_changed_character_breaks_it(
    serial: str, version: int, position: int, character: str
) -> None:
    body = make_uscc(77, region="990100")
    made = make_licence_id(licence_type=f"{body}011", body=body, serial=serial, version=version)
    assert check_licence_id(made) == []

    position = len("1.2.156.3005.2.") + position % (len(made) - len("1.2.156.3005.2."))
    assume(made[position] not in {".", character})
    assert check_licence_id(made[:position] + character + made[position + 1 :])


@given(serial=st.integers(0, 99_999_999), level=st.sampled_from("1234567"), sequence=st.integers(1, 99))
def test_a_made_item_code_passes_in_all_its_lengths(serial: int, level: str, sequence: int) -> None:
    uscc = make_uscc(serial, region="990100")
    assert check_item_code(make_item_code(uscc=uscc, level=level, basic="000123001000")) == []
    assert check_item_code(make_item_code(uscc=uscc, level=level, basic="000123001000", sequence=sequence)) == []


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    for kind in CHECKS:
        check(kind, text, today=TODAY)
    for kind in ("passport", "residence-permit", "mainland-travel-permit", "foreign-residence-permit"):
        check_identity(kind, text, today=TODAY)


def test_centenarians_have_sequences_of_their_own_in_the_old_form() -> None:
    assert check_citizen_id("110105990101996", today=TODAY) == []
    assert check_citizen_id("110105700101996", today=TODAY)[0].code == "birth_date_too_long_ago"


def test_who_is_born_today_has_a_number_and_who_is_born_tomorrow_has_none() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert check_citizen_id(make_citizen_id(region="990102", born=TODAY, sequence=1), today=TODAY) == []
    assert check_citizen_id(make_citizen_id(region="990102", born=tomorrow, sequence=1), today=TODAY)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("passport", "E12345678"),
        ("residence-permit", make_citizen_id(region="810000", born=date(1990, 1, 2), sequence=3)),
        ("mainland-travel-permit", "H12345678"),
        ("foreign-residence-permit", "USA110078091234"),
    ],
)
def test_other_documents_are_checked_by_their_form(kind: str, number: str) -> None:
    assert check_identity(kind, number, today=TODAY) == []
    assert check_identity(kind, "?", today=TODAY)


def test_a_document_of_unknown_kind_is_refused() -> None:
    assert check_identity("library-card", "1", today=TODAY)[0].code == "identity_kind_unknown"


def test_every_obstacle_of_this_module_has_words() -> None:
    sources = [
        path.read_text("utf-8") for path in Path(__file__).parent.parent.rglob("*.py") if "tests" not in path.parts
    ]
    codes = set(re.findall(r'Obstacle\(\s*"([a-z_]+)"', "".join(sources)))
    assert codes
    assert codes <= set(WORDS) | {"too_many_codes"}
