"""A licence comes to its end: its holder renews it from the licence itself; nobody decides, and it counts as renewed.

Through HTTP, on the demo city: what he and the officers see is what the pages say; only time is moved on by hand.
"""

import random
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.journeys.onward import PDF, account_of, client_of, drive_to_hand_in, grant
from tongban.cases import jobs
from tongban.cases.models import Case, Draft, Result
from tongban.catalogue.demo import load_items
from tongban.kernel.moments import BEIJING, local_day
from tongban.matters.models import Clock
from tongban.people.demo import City, build_city

FOOD = 9
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("N01")]


@pytest.fixture
def city(settings: Any, tmp_path: Any) -> City:
    settings.FILES_DIR = tmp_path
    return build_city(now=timezone.now(), random=random.Random(9))


def test_a_renewal_from_the_licence(city: City) -> None:
    now = timezone.now()
    items = load_items(city, now=now, numbers=[FOOD])
    item = next(each for each in items if each.office.region_id == "990100")
    holder = account_of("李晓云")
    case = grant(city, item, holder, now=now)
    licence = Result.objects.get(case=case)
    phone, today = client_of(holder), local_day(now)

    # His licence stands under 我的证照, and its page says until when he may ask for more.
    assert licence.number in phone.get("/my/results/").content.decode()
    Result.objects.filter(pk=licence.pk).update(valid_until=today + timedelta(days=60))
    page = phone.get(f"/my/results/{licence.pk}/").content.decode()
    assert "视为准予延续" in page

    # He is reminded before it is too late.
    jobs.tell_of_renewals(now + timedelta(days=15))
    licence.refresh_from_db()
    assert licence.reminded_at

    # One press: what he filled in last time is there.
    answer = phone.post(f"/my/results/{licence.pk}/begin/renew/")
    draft = Draft.objects.get(about=licence)
    assert answer["Location"] == f"/apply/drafts/{draft.pk}/questions/"
    assert "延续" in phone.get(answer["Location"]).content.decode()
    assert draft.form.clear() == {
        name: value for name, value in case.form.clear().items() if name in draft.form.clear()
    }
    number = drive_to_hand_in(phone, draft, PDF)
    renewal = Case.objects.select_related("matter", "version").get(matter__number=number)
    assert (renewal.purpose, renewal.about) == ("renew", licence)

    # The clerk accepts; a clock of its own runs until the licence ends.
    clerk = city.holders(renewal.matter.office, "acceptance")[0]
    desk = client_of(clerk.account)
    assert desk.post(f"/desk/cases/{number}/accept/").status_code == 302
    clock = renewal.matter.clocks.get(kind=Clock.Kind.RENEWAL)
    assert local_day(clock.due_at) <= today + timedelta(days=60)
    assert "延续决定期限" in desk.get(f"/desk/matters/{number}/").content.decode()

    # Nobody decides. The day after the term has ended it counts as renewed: printed, told, under the same number.
    after = datetime.combine(today + timedelta(days=61), time(1), BEIJING)
    jobs.let_terms_end(after)
    jobs.renew_what_nobody_decided(after)
    second = Result.objects.get(case=renewal)
    assert (second.number, second.edition, second.valid_from) == (licence.number, 2, today + timedelta(days=61))
    own = phone.get(f"/my/results/{second.pk}/").content.decode()
    assert "第 2 版" in own
    assert "逾期未作决定，视为准予延续" in desk.get(f"/desk/matters/{number}/").content.decode()
    assert "视为准予延续" in Client().get("/published/").content.decode()
