"""When, by how much and by whose approval a limit may be extended: never without a reason and a source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from tongban.kernel.obstacles import Obstacle

DATA = Path(__file__).parents[1] / "data"
# Who holds one of these powers at the responsible office may let the clocks stand still.
SUSPENDING = ("review", "decide")
# Who holds this one answers for the body (本行政机关负责人) and approves extensions.
HEAD = "head"
ORDINARY, GOVERNMENT = "ordinary", "government"


@dataclass(frozen=True)
class ExtensionRule:
    """One way of extending: for which kind of handling, by how much, how often, and who approves."""

    code: str
    name: str
    name_en: str
    at_most: int
    times: int
    approved_by: str  # head, government
    approved_by_text: str
    approved_by_text_en: str
    basis: str


@cache
def extension_rules() -> Mapping[str, ExtensionRule]:
    """Return the rules by their code."""
    rows = tomllib.loads((DATA / "extensions.toml").read_text(encoding="utf-8"))["extension"]
    return {row["code"]: ExtensionRule(**row) for row in rows}


def extension_rule(code: str) -> ExtensionRule:
    """Return a rule; the ordinary one where there is none of that name.

    >>> extension_rule("investment").at_most, extension_rule("").at_most
    (40, 10)
    """
    rules = extension_rules()
    return rules.get(code, rules[ORDINARY])


def obstacles_to_extending(
    *,
    rule: ExtensionRule,
    state: str,
    due_at: datetime,
    amount: int,
    reason: str,
    basis: str,
    times: int,
    now: datetime,
) -> list[Obstacle]:
    """Return why a running limit may not be extended now: before it ends, as often and by as much as the rule says."""
    missing = {"reason_missing": not reason.strip(), "basis_missing": not basis.strip()}
    obstacles = [Obstacle(code) for code, is_missing in missing.items() if is_missing]
    if amount < 1:
        obstacles.append(Obstacle("extension_without_days"))
    if amount > rule.at_most:
        obstacles.append(Obstacle("extension_too_long", rule.basis, {"days": rule.at_most}))
    if times >= rule.times:
        obstacles.append(Obstacle("already_extended", details={"times": times}))
    if state == "paused":
        obstacles.append(Obstacle("clock_stands_still"))
    elif now > due_at:
        obstacles.append(Obstacle("extension_too_late"))
    return obstacles
