"""Reading a notice from TOML or CSV, and telling what cannot be read."""

from datetime import date

import pytest

from tongban.calendars.rules.notices import CannotReadNotice, NoticeDay, canonical_region, lineage, read_notice

AS_TOML = """
year = 2027
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "国办发明电〔2026〕9号"

[[holiday]]
name = "春节"
from = 2027-02-05
to = 2027-02-07
make_up = [2027-01-30]
"""


def test_toml_reads_as_the_official_text_is_put() -> None:
    heading, days = read_notice(AS_TOML)
    assert heading["year"] == 2027
    assert heading["number"] == "国办发明电〔2026〕9号"
    assert [(day.on, day.kind) for day in days] == [
        (date(2027, 2, 5), "holiday"),
        (date(2027, 2, 6), "holiday"),
        (date(2027, 2, 7), "holiday"),
        (date(2027, 1, 30), "working"),
    ]


def test_csv_takes_chinese_and_english_words_and_skips_comments() -> None:
    _, days = read_notice("# 2027\n2027-01-01,放假,元旦\n\n2027-01-09, working , 元旦\n")
    assert days == (
        NoticeDay(date(2027, 1, 1), "holiday", "元旦"),
        NoticeDay(date(2027, 1, 9), "working", "元旦"),
    )


def test_each_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(CannotReadNotice) as caught:
        read_notice("2027-02-30,放假,春节\n2027-01-01,放假,元旦\nhello\n2027-01-02,off,元旦")
    assert [(o.code, o.details["line"]) for o in caught.value.obstacles] == [
        ("notice_line_unreadable", 1),
        ("notice_line_unreadable", 3),
        ("notice_line_unreadable", 4),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[[holiday]]\nname = ",
        "[[holiday]]\nname = '春节'\n",
        "[[holiday]]\nname = '春节'\nfrom = '2027-02-05'\nto = '2027-02-07'\n",
        "[[holiday]]\nname = '春节'\nfrom = 2027-02-07\nto = 2027-02-05\n",
        "holiday = 3\n# [[holiday]]",
        "[[working]]\nname = '春节'\n",
        "[[holiday]]\nname = '春节'\nfrom = 2027-02-05\nmake_up = ['soon']\n",
    ],
)
def test_toml_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(CannotReadNotice) as caught:
        read_notice(text)
    assert caught.value.obstacles[0].code == "notice_unreadable"


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("000000", ["000000"]),
        ("990102", ["000000", "990000", "990100", "990102"]),
        ("990102001003", ["000000", "990000", "990100", "990102", "990102001", "990102001003"]),
        ("990102000000", ["000000", "990000", "990100", "990102"]),
    ],
)
def test_a_region_stands_under_the_regions_its_code_begins_with(code: str, above: list[str]) -> None:
    assert lineage(code) == above
    assert canonical_region(code) == above[-1]
