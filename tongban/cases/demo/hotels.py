"""Hotels on their word, in the demo city: one waits for its check, and one had lied and lost its licence.

孙倩 acts for them, so that it can be seen with her phone how a promise is given and what is told.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tongban.cases.actions.checks import FALSE, record_check
from tongban.cases.actions.later import begin_later_act, decide_later_act, state_ones_case
from tongban.cases.actions.regulation import receive_notice
from tongban.cases.demo.promises import HOTEL, HYGIENE, at_the_bureau, commits, firm_of
from tongban.cases.demo.stories import City, People
from tongban.cases.models import Case, Commitment, LaterDecision
from tongban.cases.queries.regulation import checker_of
from tongban.cases.rules.later_acts import BROKEN_COMMITMENT, REVOKE
from tongban.catalogue.models import Item
from tongban.kernel.moments import local_day
from tongban.people.actions import authorise_agent
from tongban.people.models import Party

WAITING = "云州客来旅馆有限公司", 7_400_004
REVOKED = "云州鸿运旅馆有限公司", 7_400_005
AGENT = "sunqian"
KEY = "hotel:revoked"
DAY = timedelta(days=1)
FOUND = "两名核查人员到场：承诺的消毒间不存在，场所实际用作仓库。"


def make_hotels(*, city: City, population: People, items: Sequence[Item], now: datetime) -> None:
    """Let an agent act for three hotels; grant two of them a licence on their word, and revoke one."""
    hygiene, agent = at_the_bureau(items, HYGIENE), Party.objects.filter(account__username=AGENT).first()
    if hygiene is None or agent is None or Case.objects.filter(idempotency_key=KEY).exists():
        return
    hotel, waiting, revoked = (firm_of(*each, now) for each in (HOTEL, WAITING, REVOKED))
    for firm in (hotel, waiting, revoked):
        since = local_day(now - 30 * DAY)
        authorise_agent(party=firm, agent=agent, scope="办理本单位许可", since=since, by=firm, now=now)
        population.agents[firm.pk] = agent
    commits(city, population, hygiene, waiting, now, key="hotel:waiting", days_ago=2)
    _lose(commits(city, population, hygiene, revoked, now, key=KEY, days_ago=14), city)


def _lose(case: Case, city: City) -> LaterDecision:
    """Found out two days later; announced, answered, and decided by another officer than announced it."""
    commitment = Commitment.objects.get(case=case)
    checker, at = city.holders(checker_of(case), "review")[0], commitment.decided_at
    for notice in case.regulator_notices.all():
        receive_notice(notice=notice, by=checker, now=at + DAY / 24)
    record_check(commitment=commitment, outcome=FALSE, findings=FOUND, by=checker, now=at + 2 * DAY)
    first, second = city.holders(case.matter.office, "approval")[:2]
    later = begin_later_act(
        case=case, kind=REVOKE, ground=BROKEN_COMMITMENT, reasons="承诺不实，不符合许可条件。", by=first,
        now=at + 3 * DAY,
    )  # fmt: skip
    later = state_ones_case(later=later, text="消毒间还没有装修好。", by=case.matter.party, now=at + 5 * DAY)
    return decide_later_act(later=later, by=second, now=at + 8 * DAY)
