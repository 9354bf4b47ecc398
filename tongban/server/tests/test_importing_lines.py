"""Whatever stands in a file, each line is taken in or refused with its reasons, in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from tongban.cases.tests.conftest import Town, town  # noqa: F401 (fixture)
from tongban.matters.models import Matter
from tongban.server.importing import lines, loading
from tongban.server.importing.moments import moment_of
from tongban.server.tests.old_system import FIRM, HEAD, NOW, PERSON, closed_case, open_case, refused, take_in, write

LATER = "2027-01-01T09:00:00+08:00"
GARBAGE: list[tuple[bytes, str]] = [
    (b'{"kind": "party", "name": "\xff\xfe"}', "line_not_utf8"),
    (b'{"kind": "party"', "line_not_json"),
    (b"\x00\x01\x02", "line_not_json"),
    (b"[" * 100_000, "line_not_json"),
    (b"[1, 2]", "line_not_an_object"),
    (b'{"kind": "party", "ref": "\\u0000"}', "line_not_text"),
    (b'{"kind": "party", "ref": "\\ud800"}', "line_not_text"),
    (b'{"kind": "dog"}', "line_kind_unknown"),
    (b'{"kind": ["party"]}', "line_kind_unknown"),
    (b'{"kind": "file", "system": "another"}', "file_head_again"),
    (b'{"kind": "party", "ref": "P9"}', "line_shape_wrong"),
]
WRONG_PARTIES: list[tuple[dict[str, Any], str]] = [
    ({"identity": "110105194912310021"}, "identifier_wrong_check"),
    ({"type": "organisation"}, "identity_kind_does_not_fit"),
    ({"phone": "12"}, "phone_wrong_form"),
    ({"name": " "}, "name_missing"),
    ({"nickname": "三哥"}, "line_shape_wrong"),
]
WRONG_CASES: list[tuple[dict[str, Any], str]] = [
    ({"party": "P404"}, "party_unknown"),
    ({"handler": "P404"}, "party_unknown"),
    ({"item": "1" * 31}, "item_unknown"),
    ({"accepted_by": "nobody"}, "officer_unknown"),
    ({"papers": ["lease"]}, "paper_unknown"),
    ({"received_at": "2026-04-31T10:00:00+08:00"}, "moment_does_not_exist"),
    ({"received_at": "1999-04-30T10:00:00+08:00"}, "moment_out_of_reach"),
    ({"closed_at": LATER}, "moment_out_of_reach"),
    ({"accepted_at": "2026-04-26T10:00:00+08:00"}, "moments_out_of_order"),
    ({"accepted_at": None}, "line_shape_wrong"),
    ({"outcome": "withdrawn"}, "outcome_does_not_fit"),
    ({"outcome": ""}, "line_shape_wrong"),
    ({"steps": [{"code": "visit", "office": "9"}]}, "office_unknown"),
    ({"steps": [{"code": "dance"}]}, "office_unknown"),
    ({"steps": [{"code": "visit"}, {"code": "visit"}]}, "step_code_twice"),
    ({"steps": [{"code": "visit", "closed_at": "2026-04-28T10:00:00+08:00"}]}, "outcome_missing"),
    (
        {"steps": [{"code": "visit", "closed_at": "2026-05-01T10:00:00+08:00", "outcome": "agree"}]},
        "step_out_of_order",
    ),
]


@pytest.fixture
def folder(town: Town, tmp_path: Path) -> Path:  # noqa: F811
    return tmp_path


def test_garbage_is_named_for_what_it_is(folder: Path) -> None:
    path = write(folder / "old.ndjson", [HEAD, *(line for line, _ in GARBAGE), PERSON])

    assert take_in(path).load.added == 1
    assert first_codes(path) == [code for _, code in GARBAGE]


def test_a_party_that_cannot_be_is_refused(folder: Path) -> None:
    path = write(folder / "old.ndjson", [HEAD, *({**PERSON, **changes} for changes, _ in WRONG_PARTIES)])

    assert take_in(path).load.added == 0
    assert first_codes(path) == [code for _, code in WRONG_PARTIES]


def test_a_case_that_cannot_have_gone_so_is_refused(town: Town, folder: Path) -> None:  # noqa: F811
    wrong = [closed_case(town, number=f"W{n}", **changes) for n, (changes, _) in enumerate(WRONG_CASES)]
    path = write(folder / "old.ndjson", [HEAD, PERSON, *wrong])

    assert take_in(path).load.added == 1
    assert not Matter.objects.exists()
    assert first_codes(path) == [code for _, code in WRONG_CASES]


def first_codes(path: Path) -> list[str]:
    """Return the first reason of each refused line."""
    return [codes[0] for codes in refused(path).values()]


def test_an_item_that_was_retired_by_then_takes_no_case(town: Town, folder: Path) -> None:  # noqa: F811
    town.restaurant.retired_at = moment_of("2026-04-01T00:00:00+08:00")
    town.restaurant.save()

    path = write(folder / "old.ndjson", [HEAD, PERSON, closed_case(town)])
    take_in(path)
    assert refused(path) == {3: ["item_retired_by_then"]}


def test_a_reason_is_told_in_both_languages_beside_the_line_as_it_was(folder: Path) -> None:
    path = write(folder / "old.ndjson", [HEAD, b'{"kind": "dog", "name": "\xe6\x97\xba\xe8\xb4\xa2"}'])
    take_in(path)

    errors = folder / "old.errors.ndjson"
    (entry,) = map(json.loads, errors.read_text().splitlines())
    (reason,) = entry["reasons"]
    assert (entry["line"], "旺财" in entry["original"]) == (2, True)
    assert reason["zh"] == "不认识的种类“dog”。"
    assert reason["en"] == "The kind “dog” is not known."
    assert errors.stat().st_mode & 0o077 == 0  # it holds personal values


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_do_no_harm(town: Town, folder: Path) -> None:  # noqa: F811
    path = write(folder / "old.ndjson", [HEAD, PERSON, b"", b"   ", FIRM, closed_case(town), open_case(town)])
    path.write_bytes(lines.BYTE_ORDER_MARK + path.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n"))

    load = take_in(path).load
    assert (load.added, load.refused, load.line, load.finished_at) == (
        4,
        0,
        7,
        None if load.finished_at is None else NOW,
    )
    assert not (folder / "old.errors.ndjson").exists()


def test_a_line_without_end_is_skipped_and_the_next_one_read(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "LONGEST", 1_000)
    path = write(folder / "old.ndjson", [HEAD, b"x" * 5_000, PERSON])

    assert take_in(path).load.added == 1
    assert refused(path) == {2: ["line_too_long"]}


def test_it_stops_when_too_much_is_refused(folder: Path) -> None:
    path = write(folder / "old.ndjson", [HEAD, *[b"nonsense"] * 10, PERSON])

    load = take_in(path, loading.How(batch=2, limit=3)).load
    assert (load.line, load.refused, load.added) == (5, 4, 0)
    assert take_in(path).load.refused == 10
    assert list(refused(path)) == list(range(2, 12))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n", "file_empty"),
        (b'{"kind": "party"}\n', "file_without_head"),
        (b"x", "file_without_head"),
    ],
)
def test_a_file_that_does_not_say_where_it_comes_from_is_not_begun(
    db: None, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "old.ndjson"
    path.write_bytes(content)

    with pytest.raises(loading.CannotImport) as refusal:
        loading.begin(path, now=NOW)
    assert refusal.value.obstacles[0].code == code


def test_the_worked_example_of_the_documentation_is_taken_in_whole(town: Town, folder: Path) -> None:  # noqa: F811
    example = Path(loading.__file__).parent / "examples" / "old-system.ndjson"
    path = write(folder / "old.ndjson", example.read_bytes().splitlines())

    load = take_in(path).load
    assert refused(path) == {}
    assert load.added == 9
    states = Matter.objects.order_by("received_at").values_list("state", "outcome")
    assert list(states) == [("closed", "granted"), ("closed", "withdrawn"), ("accepted", "")]
