"""Words of bundles in templates."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.bundles.forms.links import GIVEN
from tongban.bundles.models import BundleVersion, JointVisit, Link, MemberRun
from tongban.bundles.queries import mending
from tongban.bundles.queries.joint_map import JointMap, Place
from tongban.bundles.queries.mending import Mend
from tongban.bundles.queries.own import OwnPart
from tongban.bundles.queries.plans import MemberPlan, Plan
from tongban.bundles.rules.answer_words import answers_told
from tongban.catalogue.rules.condition_told import condition_told
from tongban.catalogue.rules.limits import Limit
from tongban.catalogue.templatetags.catalogue import in_words, limit_words
from tongban.kernel.obstacles import Obstacle
from tongban.ui.wording import say

register = template.Library()
# An item that takes no new case, as a member of a whole that was handed in: there is nothing to type or to keep.
REASONS = {
    "item_retired": "bundle_member_over",
    "item_suspended": "bundle_member_suspended",
    "item_suspended_for_now": "bundle_member_suspended",
}
MENDS = {
    mending.REMOVE: _("去掉“%(told)s”"),
    mending.UNLINK: _("去掉 %(told)s"),
    mending.ORDER_ONLY: _("改成只分先后"),
    mending.DROP_PAPER: _("不接材料 %(told)s"),
    mending.DROP_ANSWER: _("去掉 %(told)s 的预设回答"),
    mending.DROP_SAME: _("从合并里去掉 %(told)s"),
    mending.JOIN: _("合并成一个字段（%(told)s）"),
}
PRINTED = {"working": "工作日", "calendar": "日", "hour": "小时"}


@register.filter
def promise_words(version: BundleVersion) -> str:
    """Return within which time all is done."""
    unit = version.promised_unit
    return str(limit_words(Limit(version.promised_amount, unit, PRINTED[unit])))


@register.filter
def named(code: str, titles: Mapping[str, str]) -> str:
    """Return the title of a member."""
    return titles.get(code, code)


@register.filter
def titled(place: Place | OwnPart) -> str:
    """Return what a member on its way is called, in the reader's language where its item says so."""
    version = place.run.item_version or place.run.member.item.current
    return in_words({"title": place.title, "title_en": version.title_en if version else ""}, "title")


@register.filter
def as_on(title: str, shown: JointMap) -> str:
    """Return the title of another member as the map of the whole shows it."""
    return next((titled(place) for place in shown.places if place.title == title), title)


@register.filter
def papers_named(link: Link, plan: Plan) -> list[str]:
    """Return the papers that the result of the earlier member is, by name; one that nobody asks for by its code."""
    names = {spec.code: spec.name for spec in plan.by_code[link.target.code].specs}
    return [names.get(code, code) for code in link.papers]


@register.filter
def reason_words(place: Place) -> str:
    """Return why a member cannot begin."""
    code = REASONS.get(place.run.reason, place.run.reason)
    return say(Obstacle(code, place.title)) if code else ""


@register.filter
def has_blocked(shown: JointMap) -> bool:
    """Say whether anything cannot begin, so that the rest could be given up."""
    return any(place.state == MemberRun.State.BLOCKED for place in shown.places)


@register.filter
def fields_fed(link: Link, plan: Plan) -> list[str]:
    """Return which fields of the later member the result of the earlier one fills in, and with what."""
    version = plan.by_code[link.target.code].version
    asked = version.form_schema.get("properties", {}) if version else {}
    return [
        f"{in_words(asked.get(name, {}), 'title') or name} ← {GIVEN.get(what, what)}"
        for name, what in (link.fields or {}).items()
    ]


@register.filter
def when_words(condition: Mapping[str, Any], questions: Sequence[Mapping[str, Any]]) -> str:
    """Return under which answers a member is needed; one that says nothing readable is told as it is kept."""
    try:
        return condition_told(condition, questions, "en" if (get_language() or "").startswith("en") else "zh")
    except (KeyError, TypeError):
        return str(condition)


@register.filter
def answer_lines(plan: MemberPlan, own: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return how a member's questions are answered, a line for each; what is not readable is told as it is kept."""
    answers = plan.member.answers
    try:
        return answers_told(answers, plan.questions, own, "en" if (get_language() or "").startswith("en") else "zh")
    except (AttributeError, KeyError, TypeError):
        return [str(answers)]


@register.filter
def span_words(limit: Mapping[str, Any]) -> str:
    """Return a limit of the whole in words."""
    unit = limit.get("unit", "working")
    return str(limit_words(Limit(limit["amount"], unit, PRINTED[unit])))


@register.filter
def alarm_words(version: BundleVersion) -> str:
    """Return after what time the lead office is alarmed: what the bundle sets for that, else its promise."""
    return span_words(version.alarm) if version.alarm else promise_words(version)


@register.filter
def mend_words(mend: Mend) -> str:
    """Return what the button beside a finding is called."""
    return str(MENDS[mend.act]) % {"told": mend.told}


@register.filter
def visit_for(place: Place, visits: Mapping[int, JointVisit]) -> JointVisit | None:
    """Return the joint visit on which officers will come for a member."""
    return visits.get(place.run.matter_id or 0)
