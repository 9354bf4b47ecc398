"""The catalogue from the command line: ``tongban catalogue lint db`` examines every item in force or in draft."""

import argparse
import json
from collections import Counter
from collections.abc import Iterable

from django.utils import timezone

from tongban.catalogue.queries.linting import Examined, circular_proofs, lint_all
from tongban.catalogue.rules.lint.circles import Path
from tongban.kernel.moments import local_day
from tongban.ui.wording import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("do", choices=["lint"])
    parser.add_argument("what", choices=["db"], help="db: the items of this platform")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each finding")
    parser.add_argument("--lang", choices=["zh-hans", "en"], default="zh-hans")


def run(options: argparse.Namespace) -> int:
    """Print what was found; return 1 if anything stands against publishing."""
    tell = _tell_json if options.json else _tell
    counts: Counter[str] = Counter()
    for examined in lint_all(on=local_day(timezone.now())):
        counts["items"] += 1
        counts.update(finding.check.severity for finding in examined.findings)
        tell(examined, options.lang)
    circles = circular_proofs()
    _tell_circles(circles, is_json=options.json)
    if not options.json:
        print(f"{counts['items']} 个版本 versions, {counts['error']} 处错误 errors, ", end="")
        print(f"{counts['warning']} 处提醒 warnings, {len(circles)} 组循环证明 circular proofs")
    return 1 if counts["error"] or circles else 0


def _tell(examined: Examined, language: str) -> None:
    if not examined.findings:
        return
    version = examined.version
    print(f"{version.item.code} {version.title} v{version.number} ({version.item.office.name})")
    for finding in sorted(examined.findings, key=lambda finding: not finding.check.blocks):
        print(f"  {finding.check.severity:<8}{say(finding.obstacle, language)}  [{finding.check.name}]")


def _tell_json(examined: Examined, language: str) -> None:
    for finding in examined.findings:
        line = {
            "item": examined.version.item.code,
            "version": examined.version.number,
            "check": finding.check.name,
            "severity": finding.check.severity,
            "code": finding.obstacle.code,
            "about": finding.obstacle.about,
            "words": say(finding.obstacle, language),
            "source": finding.check.source,
            "requirements": finding.check.requirements,
        }
        print(json.dumps(line, ensure_ascii=False))


def _tell_circles(circles: Iterable[Path], *, is_json: bool) -> None:
    for circle in circles:
        line = json.dumps({"check": "circular_proofs", "severity": "error", "items": circle}, ensure_ascii=False)
        print(line if is_json else "循环证明 circular proof: " + " → ".join([*circle, circle[0]]))
