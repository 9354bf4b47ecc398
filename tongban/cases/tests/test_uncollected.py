"""Results that nobody collects are listed, reminded of twice and then marked (未领取)."""

from datetime import datetime, timedelta

import pytest

from tongban.cases import jobs
from tongban.cases.actions import deliver_by_download
from tongban.cases.models import Uncollected
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.test_results import granted
from tongban.kernel.moments import BEIJING
from tongban.kernel.outbox import OutboxRow

DAY = timedelta(days=1)


def told() -> int:
    return OutboxRow.objects.filter(key__startswith="not_collected").count()


@pytest.mark.requirement("D22")
def test_the_applicant_is_reminded_twice_and_then_the_result_is_marked(town: Town) -> None:
    case = granted(town).case  # decided on Monday 27 April; ten working days end on 13 May
    jobs.tell_of_what_nobody_collected(datetime(2026, 5, 13, 9, tzinfo=BEIJING))
    assert not Uncollected.objects.exists()
    for moment, stage, messages in (
        (datetime(2026, 5, 14, 9, tzinfo=BEIJING), 1, 1),
        (datetime(2026, 5, 28, 9, tzinfo=BEIJING), 2, 2),
        (datetime(2026, 7, 1, 9, tzinfo=BEIJING), 3, 2),
    ):
        for _ in range(2):  # the job comes round
            jobs.tell_of_what_nobody_collected(moment)
        known = Uncollected.objects.get(case=case)
        assert (known.reminders, told()) == (stage, messages)
    assert known.marked_at
    desk = signed_in(town.chief)
    assert case.matter.number in desk.get("/desk/uncollected/?show=left").content.decode()
    assert signed_in(town.market_reviewer).get("/desk/uncollected/").status_code == 403


def test_what_was_collected_is_not_reminded_of(town: Town) -> None:
    case = granted(town).case
    deliver_by_download(case=case, to=town.applicant, now=datetime(2026, 4, 28, 9, tzinfo=BEIJING))
    jobs.tell_of_what_nobody_collected(datetime(2026, 7, 1, 9, tzinfo=BEIJING))
    assert not Uncollected.objects.exists()
