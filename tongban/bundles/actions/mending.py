"""Mending what was found about a draft, by the button beside the finding."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tongban.bundles.actions.designing import (
    change_member,
    change_version,
    link_members,
    remove_member,
    unlink_members,
)
from tongban.bundles.actions.refusals import CannotDesign
from tongban.bundles.models import BundleVersion, Link
from tongban.bundles.queries import mending
from tongban.bundles.queries.checking import findings_of_plan
from tongban.bundles.queries.plans import plan_of
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action


@action
def mend(*, version: BundleVersion, key: str, by: Any, now: datetime) -> None:
    """Do what a button beside a finding offers. Raises CannotDesign if nothing offers it any more."""
    plan = plan_of(version)
    offered = {each.key: each for found in mending.found_in(plan, findings_of_plan(plan)) for each in found.mends}
    if key not in offered:
        raise CannotDesign([Obstacle("bundle_mended_already")])

    chosen = offered[key]
    MENDS[chosen.act](version, *chosen.on, by=by, now=now)


def _remove(version: BundleVersion, code: str, *, by: Any, now: datetime) -> None:
    remove_member(member=version.members.get(code=code), by=by, now=now)


def _unlink(version: BundleVersion, source: str, target: str, *, by: Any, now: datetime) -> None:
    unlink_members(link=_link(version, source, target), by=by, now=now)


def _order_only(version: BundleVersion, source: str, target: str, *, by: Any, now: datetime) -> None:
    link = _link(version, source, target)
    link_members(version=version, source=link.source, target=link.target, by=by, now=now)


def _drop_paper(version: BundleVersion, source: str, target: str, paper: str, *, by: Any, now: datetime) -> None:
    link = _link(version, source, target)
    papers = [each for each in link.papers if each != paper]
    link_members(version=version, source=link.source, target=link.target, papers=papers, by=by, now=now)


def _drop_answer(version: BundleVersion, code: str, question: str, *, by: Any, now: datetime) -> None:
    member = version.members.get(code=code)
    answers = {key: rule for key, rule in member.answers.items() if key != question}
    change_member(member=member, answers=answers, by=by, now=now)


def _drop_same(version: BundleVersion, key: str, use: str, *, by: Any, now: datetime) -> None:
    says = {name: _without(getattr(version, name), key, use) for name in ("same_fields", "same_papers")}
    change_version(version=version, says=says, by=by, now=now)


def _join(version: BundleVersion, key: str, *uses: str, by: Any, now: datetime) -> None:
    """Say that fields are one; each field stands under one name alone."""
    same = [{**each, "of": [use for use in each["of"] if use not in uses]} for each in version.same_fields]
    there = next((each for each in same if each["key"] == key), None)
    if there is None:
        there = {"key": key, "of": []}
        same.append(there)
    there["of"] = [*there["of"], *uses]
    change_version(version=version, says={"same_fields": [each for each in same if each["of"]]}, by=by, now=now)


def _without(same: list[dict[str, Any]], key: str, use: str) -> list[dict[str, Any]]:
    changed = [
        {**each, "of": [one for one in each["of"] if one != use]} if each["key"] == key else each for each in same
    ]
    return [each for each in changed if each["of"]]


def _link(version: BundleVersion, source: str, target: str) -> Link:
    return version.links.select_related("source", "target").get(source__code=source, target__code=target)


MENDS: dict[str, Callable[..., None]] = {
    mending.REMOVE: _remove,
    mending.UNLINK: _unlink,
    mending.ORDER_ONLY: _order_only,
    mending.DROP_PAPER: _drop_paper,
    mending.DROP_ANSWER: _drop_answer,
    mending.DROP_SAME: _drop_same,
    mending.JOIN: _join,
}
