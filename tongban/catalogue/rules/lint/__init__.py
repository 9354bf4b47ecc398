"""The lint: may this version be published? Every finding names what the texts forbid and where it stands.

Pure functions over a ``Content``. Errors stand against publishing; warnings are shown. What concerns several items at
once (circular proofs) is in ``circles``.
"""

from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.lint import basis, course, limits, papers, reforms, ways
from tongban.catalogue.rules.lint.checks import NOTHING_ELSE, Check, Finding, World
from tongban.kernel.obstacles import Obstacle

CHECKS: tuple[Check, ...] = (
    *basis.CHECKS,
    *papers.CHECKS,
    *limits.CHECKS,
    *ways.CHECKS,
    *reforms.CHECKS,
    *course.CHECKS,
)


def lint(content: Content, parent: Parent, world: World = NOTHING_ELSE) -> list[Finding]:
    """Return everything that is to be said, errors and warnings, in the order of the checks."""
    return [Finding(check, obstacle) for check in CHECKS for obstacle in check.ask(content, parent, world)]


def findings(content: Content, parent: Parent, world: World = NOTHING_ELSE) -> list[Obstacle]:
    """Return everything that stands against publishing."""
    return [finding.obstacle for finding in lint(content, parent, world) if finding.check.blocks]


def mended(content: Content, parent: Parent, world: World = NOTHING_ELSE, *, only: str = "") -> Content:
    """Return the content with every mend applied that needs no judgement; or that of one check, as somebody asked."""
    for check in CHECKS:
        mend = check.mend if not only else check.mend or check.proposal
        if mend and only in ("", check.name) and check.ask(content, parent, world):
            content = mend(content, world)
    return content
