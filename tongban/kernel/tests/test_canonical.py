"""One value, one text."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.canonical import canonical_json
from tongban.kernel.vault import Sealed

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@given(VALUES)
def test_the_text_reads_back_as_the_value_and_is_stable(value: object) -> None:
    text = canonical_json(value)

    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


def test_keys_are_sorted_by_their_utf16_code_units() -> None:
    # The example of RFC 8785, 3.2.3.
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    text = canonical_json(dict.fromkeys(keys, 0))

    assert list(json.loads(text)) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), float("inf"), b"bytes", object(), {1: "key"}, Sealed(unsaved="110105194912310021")]
)
def test_floats_and_personal_values_and_the_unknown_have_no_canonical_form(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("value", [datetime(2026, 5, 7), "\ud800"])
def test_a_moment_without_zone_and_half_a_character_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"zone|surrogates"):
        canonical_json(value)


def test_moments_are_written_in_utc_and_days_as_they_are() -> None:
    moment = datetime.fromisoformat("2026-05-07T09:00+08:00")

    assert canonical_json([moment, date(2026, 5, 7)]) == '["2026-05-07T01:00:00+00:00","2026-05-07"]'
