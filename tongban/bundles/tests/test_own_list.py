"""Parts of a whole stand under it: on the page of one's own, in the list of wholes, in files, over the API."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongban.bundles.tests.conftest import MORNING, Street
from tongban.cases.api.told import case_line
from tongban.cases.queries.own import cases_by_themselves, cases_of
from tongban.cases.tests.conftest import signed_in
from tongban.kernel.moments import local_day

pytestmark = pytest.mark.requirement("D15", "E06")


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_parts_are_folded_under_their_whole_and_each_is_found_by_its_number(street: Street) -> None:
    whole, client = street.whole(), signed_in(street.town.account)
    for address in (reverse("cases:own"), reverse("bundles:wholes"), reverse("portal:space")):
        page = text(client.get(address))
        assert page.count('class="panel own-whole"') == 1
        assert "3 个事项，0 个已办完" in page
        folded = page[page.index('<details class="own-parts">') : page.index("</details>", page.index("own-parts"))]
        for number in (f"{whole.matter.number}-01", f"{whole.matter.number}-02"):
            assert number in folded
            assert page.count(number) == folded.count(number)  # nowhere beside it
    part = reverse("cases:mine", args=[f"{whole.matter.number}-01"])
    assert whole.matter.number in text(client.get(part))


def test_a_part_to_be_corrected_is_told_beside_the_whole(street: Street) -> None:
    whole, client = street.whole(), signed_in(street.town.account)
    part = street.case(whole, "trader").matter
    part.state = "correcting"
    part.save()
    page = text(client.get(reverse("cases:own")))
    assert page.index("等您补正") < page.index('<details class="own-parts">')


def test_the_lists_take_as_many_statements_for_many_wholes_as_for_one(street: Street) -> None:
    street.whole()
    client = signed_in(street.town.account)
    addresses = (reverse("cases:own"), reverse("bundles:wholes"))
    before = [statements(client, address) for _again in range(2) for address in addresses][2:]  # the first fills caches
    for day in (1, 2, 3):
        street.whole(now=MORNING + timedelta(days=day))
    assert [statements(client, address) for address in addresses] == before


def test_a_whole_beyond_the_first_ten_is_on_the_page_of_all(street: Street) -> None:
    client = signed_in(street.town.account)
    first = street.whole()
    for minute in range(10):
        street.whole(now=MORNING + timedelta(minutes=minute + 1))
    page = text(client.get(reverse("cases:own")))
    assert first.matter.number not in page
    assert reverse("bundles:wholes") in page
    assert first.matter.number in text(client.get(reverse("bundles:wholes")))


def test_a_list_says_of_which_whole_a_part_is(street: Street) -> None:
    whole, day = street.whole(), local_day(MORNING)
    assert not cases_by_themselves(street.town.applicant, on=day).exists()
    lines = [case_line(case) for case in cases_of(street.town.applicant, on=day)]
    assert {line.whole for line in lines} == {whole.matter.number}

    desk = signed_in(street.town.chief)
    found = desk.post(f"{reverse('matters:export_found')}?q={whole.matter.number}", {"format": "csv"})
    head, *rows = csv.reader(b"".join(found).decode("utf-8-sig").splitlines())
    assert head[-1] == "属于哪件事"
    assert {row[-1] for row in rows} == {whole.matter.number, ""}  # the whole itself is no part
