"""Lists taken away as a file: what is on the page and no more, as text, and on record."""

import csv
import io
import json

import pytest
from django.http import HttpResponse
from django.test import Client

from tongban.kernel.models import JournalEntry
from tongban.matters.tests.conftest import Town, opened, under_way
from tongban.matters.views import exports
from tongban.people.models import Officer, Party
from tongban.people.rules.rates import RATES
from tongban.ui.exports import cell


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer.account)
    return client


def rows(answer: HttpResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.content.startswith(b"\xef\xbb\xbf")  # Excel reads it as UTF-8
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_work_list_is_taken_away_as_it_is_on_the_page(town: Town) -> None:
    mine, _ = under_way(town, [town.market])
    under_way(town, [town.health])

    (row,) = rows(signed_in(town.reviewer).post("/desk/export/?whose=unclaimed"))

    assert (row["受理编号"], row["事项"], row["要做什么"]) == (mine.number, "食品经营许可", "第1轮审查1")
    assert row["申请人"] == "王**"
    assert town.party.name.clear() not in json.dumps(row, ensure_ascii=False)


def test_a_search_is_taken_away_with_what_the_officer_may_see_alone(town: Town) -> None:
    matter = opened(town)

    found = rows(signed_in(town.clerk).post(f"/desk/search/export/?q={matter.number[:6]}"))
    not_found = rows(signed_in(town.stranger).post(f"/desk/search/export/?q={matter.number[:6]}"))

    assert [row["受理编号"] for row in found] == [matter.number]
    assert (found[0]["申请人"], found[0]["状态"], found[0]["收件"]) == ("王**", "待受理", "2026-05-07 09:30")
    assert not_found == []


def test_who_took_a_list_away_is_on_record_and_what_was_searched_for_is_not(town: Town) -> None:
    opened(town)

    signed_in(town.clerk).post("/desk/search/export/?q=王小云")

    entry = JournalEntry.objects.get(subject=f"officer:{town.clerk.pk}")
    assert (entry.name, entry.by) == ("ListExported", str(town.clerk.actor))
    assert json.loads(entry.body) | {"what": "search", "rows": 1, "narrowed_by": ["text"]} == json.loads(entry.body)
    assert "王小云" not in entry.body


def test_a_link_takes_nothing_away(town: Town) -> None:
    assert signed_in(town.clerk).get("/desk/export/").status_code == 405
    assert Client().post("/desk/export/").status_code == 302
    assert not JournalEntry.objects.filter(name="ListExported").exists()


def test_a_file_is_bounded_and_so_is_how_often(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    for _ in range(3):
        opened(town)
    clerk = signed_in(town.clerk)

    answers = [clerk.post("/desk/search/export/?q=990101") for _ in range(RATES["export"].limit + 1)]

    assert len(rows(answers[0])) == 2
    assert answers[-1].status_code == 429


def test_what_a_person_typed_is_no_formula(town: Town) -> None:
    firm = Party.objects.create(kind="organisation", name='=HYPERLINK("http://evil.test",1)', identity_kind="uscc")
    opened(town, party=firm, subject_title='@SUM(1),"quoted"\r\n+1')

    (row,) = rows(signed_in(town.clerk).post("/desk/search/export/?q=990101"))

    assert row["申请人"] == '\'=HYPERLINK("http://evil.test",1)'
    assert row["事项"] == '\'@SUM(1),"quoted"+1'


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u3000=", "\x00=", "\u202e="]
)
def test_no_cell_begins_a_formula(sign: str) -> None:
    assert cell(f"{sign}cmd|' /C calc'!A0").startswith("'")


def test_the_button_stands_on_both_pages(town: Town) -> None:
    matter, _ = under_way(town, [town.market])
    client = signed_in(town.reviewer)

    assert 'action="/desk/export/?whose=unclaimed"' in client.get("/desk/?whose=unclaimed").content.decode()
    page = client.get(f"/desk/search/?q={matter.number[:8]}").content.decode()
    assert f'action="/desk/search/export/?q={matter.number[:8]}"' in page
