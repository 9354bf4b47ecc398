"""Papers on file in the demo city: 陈国强 keeps a shop and has its licences, 李晓云 lives here and has put a few in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongban.catalogue.actions.papers import enter_paper_kind
from tongban.catalogue.models import PaperKind
from tongban.catalogue.queries.papers import names_of_papers
from tongban.documents.actions import ToHold, hold_papers, receive_upload, withdraw_held_paper
from tongban.documents.rules import grades
from tongban.documents.storage import Kept
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.actions import authorise_agent, find_or_create_party, open_account, tie_party_to_account
from tongban.people.models import Account, Party
from tongban.people.rules.identifiers import make_citizen_id, make_uscc
from tongban.windows.devices import DemoCamera

OWNER_PHONE = "19900000003"
SHOP_NUMBER = 5_900_001
MARKET, TOBACCO, BUREAU = "云州市市场监督管理局", "云州市烟草专卖局", "云州市行政审批服务局"


@dataclass(frozen=True)
class Sample:
    """A paper as it came: when, from where, until when it is valid, both in days from today."""

    name: str
    came: str
    days_ago: int
    days_left: int | None = None
    office: str = ""
    source: str = ""
    pages: int = 1


SHOP = (
    Sample("营业执照", grades.VERIFIED, 900, None, MARKET, "990102-240611-000031-4"),
    Sample("食品经营许可证", grades.VERIFIED, 860, 965, BUREAU, "990102-240721-000112-8"),
    Sample("烟草专卖零售许可证", grades.VERIFIED, 1780, 46, TOBACCO, "990102-220112-000009-1"),
    Sample("经营场所内外照片", grades.HANDED_IN, 200, None, TOBACCO, "990102-260511-000077-3", pages=2),
    Sample("房屋租赁合同", grades.SEEN, 200, 520, BUREAU, "990102-260511-000075-6", pages=2),
    Sample("从业人员健康证明", grades.SEEN, 400, -35, BUREAU, "990102-251024-000018-0"),
)
CITIZEN = (
    Sample("居民户口簿", grades.SEEN, 300, None, BUREAU, "990102-260131-000044-2", pages=2),
    Sample("房屋租赁合同", grades.HANDED_IN, 90, 275),
    Sample("近期证件照", grades.HANDED_IN, 30, None),
)


def put_on_file(*, now: datetime) -> None:
    """Put the papers of a shop and of a citizen on file; one of hers she has withdrawn."""
    owner = _owner(now)
    for party in (owner, _shop(owner, now)):
        _hold(party, SHOP, now)
    if citizen := Party.objects.filter(account__username="lixiaoyun").first():
        _hold(citizen, CITIZEN, now)
        photo = citizen.held_papers.get(name="近期证件照")
        withdraw_held_paper(held=photo, by=citizen, now=now)


def _owner(now: datetime) -> Party:
    """Return 陈国强, whose card the demo reader knows."""
    identity = make_citizen_id(region="990102", born=date(1981, 5, 16), sequence=17)
    account: Account = open_account(phone=OWNER_PHONE, now=now)
    return tie_party_to_account(
        account=account, name="陈国强", identity_kind="citizen-id", identity=identity, by=SYSTEM, now=now
    )


def _shop(owner: Party, now: datetime) -> Party:
    shop = find_or_create_party(
        kind=Party.Kind.ORGANISATION,
        name="云城区陈记便利店（个体工商户）",
        identity_kind="uscc",
        identity=make_uscc(SHOP_NUMBER, region="990102", department="9"),
        phone=OWNER_PHONE,
        address="云州市云城区鼓楼街道建设路18号",
        by=SYSTEM,
        now=now,
    )
    authorise_agent(
        party=shop,
        agent=owner,
        kind="legal_representative",
        scope="经营者，办理本店一切政务服务事项",
        since=local_day(now - timedelta(days=900)),
        until=None,
        by=SYSTEM,
        now=now,
    )
    return shop


def _hold(party: Party, samples: tuple[Sample, ...], now: datetime) -> None:
    today = local_day(now)
    for sample in samples:
        code, name = _kind(sample.name, now)
        at = now - timedelta(days=sample.days_ago)
        paper = ToHold(
            kind=code,
            name=name,
            came=sample.came,
            grade=grades.grade_of(sample.came, is_own_making=sample.name.endswith("照片")),
            files=tuple(_page(name, number) for number in range(1, sample.pages + 1)),
            valid_from=local_day(at),
            valid_until=None if sample.days_left is None else today + timedelta(days=sample.days_left),
        )
        subject = f"party:{party.pk}"
        hold_papers(
            party_id=party.pk, papers=[paper], subject=subject, source=sample.source, office_name=sample.office,
            by=SYSTEM, now=at,
        )  # fmt: skip


def _page(name: str, number: int) -> Kept:
    taken = DemoCamera().capture(name=name, page=number)
    return receive_upload(upload=(taken.content, taken.name))


def _kind(name: str, now: datetime) -> tuple[str, str]:
    """Return the kind that the catalogue of papers knows the name as, entered now if there is none."""
    known = names_of_papers().kind_of(name)
    kind = PaperKind.objects.get(pk=known) if known else enter_paper_kind(values={"name": name}, by=SYSTEM, now=now)
    return kind.code, kind.name
