"""Words of bundles in templates."""

from collections.abc import Mapping

from django import template

from tongban.bundles.models import BundleVersion, MemberRun
from tongban.bundles.queries.joint_map import JointMap
from tongban.catalogue.rules.limits import Limit
from tongban.catalogue.templatetags.catalogue import limit_words
from tongban.kernel.obstacles import Obstacle
from tongban.ui.wording import say

register = template.Library()
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
def reason_words(code: str) -> str:
    """Return why a member cannot begin."""
    return say(Obstacle(code)) if code else ""


@register.filter
def has_blocked(shown: JointMap) -> bool:
    """Say whether anything cannot begin, so that the rest could be given up."""
    return any(place.state == MemberRun.State.BLOCKED for place in shown.places)
