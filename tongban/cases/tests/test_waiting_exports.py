"""What waits at a desk is taken away as it is shown: to the same officers, narrowed and masked alike, and on record."""

import csv
import io

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tongban.cases.actions.hearing_rights import tell_hearing_right
from tongban.cases.actions.hearings import ask_to_be_heard
from tongban.cases.models import BrokenPromise
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.promising import let_rules_follow
from tongban.cases.tests.test_regulation import notice_of
from tongban.cases.tests.test_results import granted
from tongban.cases.tests.test_views_promises import tolerated
from tongban.kernel.models import JournalEntry


def rows(answer: HttpResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def refused(desk: Client, address: str) -> bool:
    return desk.post(address, {"format": "csv"}).status_code == 403


def test_the_hearings_to_be_held(town: Town) -> None:
    let_rules_follow(town)
    now = timezone.now()
    hearing = tell_hearing_right(case=tolerated(town), matter_of="油烟影响邻居", by=town.approver, now=now)
    ask_to_be_heard(hearing=hearing, by=town.applicant, now=now)

    (row,) = rows(signed_in(town.approver).post("/desk/hearings/export/"))

    assert (row["编号"], row["听证事项"]) == (hearing.case.matter.number, "油烟影响邻居")
    assert town.applicant.name.clear() not in row["申请人"]
    assert row["最晚举行"]
    assert JournalEntry.objects.filter(name="ListExported", body__contains="hearings").count() == 1
    assert refused(signed_in(town.clerk), "/desk/hearings/export/")


def test_the_results_that_nobody_collected(town: Town) -> None:
    number = granted(town).case.matter.number
    desk = signed_in(town.chief)

    assert [row["编号"] for row in rows(desk.post("/desk/uncollected/export/"))] == [number]
    assert rows(desk.post("/desk/uncollected/export/?show=left")) == []
    assert refused(signed_in(town.market_reviewer), "/desk/uncollected/export/")


def test_the_promises_that_were_not_kept(town: Town) -> None:
    let_rules_follow(town)
    case = tolerated(town)
    BrokenPromise.objects.create(
        promise=case.promises.get(), party=case.matter.party, about="管理制度文本", at=timezone.now()
    )
    desk = signed_in(town.clerk)

    (row,) = rows(desk.post("/desk/broken-promises/export/?state=open"))

    assert (row["编号"], row["承诺了什么"]) == (case.matter.number, "管理制度文本")
    assert rows(desk.post("/desk/broken-promises/export/?state=repaired")) == []


def test_the_decisions_that_wait_for_a_receipt(town: Town) -> None:
    notice = notice_of(town)
    desk = signed_in(town.market_reviewer)

    (row,) = rows(desk.post("/desk/regulating/export/?show=overdue"))

    assert (row["编号"], row["签收时间"]) == (notice.case.matter.number, "")
    assert refused(signed_in(town.clerk), "/desk/regulating/export/")
