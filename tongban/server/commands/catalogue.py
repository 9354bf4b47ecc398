"""The catalogue from the command line: examine it, take a workbook in, write one (``tongban catalogue lint db``)."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from tongban.catalogue.queries.linting import Examined, circular_proofs, lint_all
from tongban.catalogue.queries.sheets.template import write_template
from tongban.catalogue.rules.lint.circles import Path as Circle
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.server import sheets
from tongban.ui.wording import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    does = parser.add_subparsers(dest="do", required=True, metavar="lint|import|export|template")
    lint = does.add_parser("lint", help="examine items")
    lint.add_argument("what", metavar="db|FILE.xlsx", help="db: the items of this platform")
    lint.add_argument("--json", action="store_true", help="a line of JSON for each finding")
    take = does.add_parser("import", help="take a workbook in, all of it or nothing")
    take.add_argument("what", type=Path, metavar="FILE.xlsx")
    take.add_argument("--dry-run", action="store_true", help="write nothing, say what would be")
    take.add_argument("--replace-drafts", action="store_true", help="let drafts that are there be replaced")
    take.add_argument("--publish", action="store_true", help="put the items in force, unless the lint finds an error")
    take.add_argument("--marked", type=Path, metavar="OUT.xlsx", help="write the file again with what was found")
    give = does.add_parser("export", help="write the items into a file")
    give.add_argument("what", type=Path, metavar="OUT.xlsx|OUT.json", help="json: by the fields of the exchange")
    empty = does.add_parser("template", help="write the empty workbook")
    empty.add_argument("what", type=Path, metavar="OUT.xlsx")
    for each in (lint, take, give, empty):
        each.add_argument("--lang", choices=["zh-hans", "en"], default="zh-hans")


def run(options: argparse.Namespace) -> int:
    """Do what was asked; return 1 if anything stands against it."""
    does = {"lint": _lint, "import": _import, "export": _export, "template": _template}
    try:
        return does[options.do](options)
    except Refused as refused:
        for obstacle in refused.obstacles:
            print(say(obstacle, options.lang), file=sys.stderr)
        return 1


def _lint(options: argparse.Namespace) -> int:
    return _lint_database(options) if options.what == "db" else _lint_file(options)


def _lint_file(options: argparse.Namespace) -> int:
    lines, circles, counts = sheets.lint_file(Path(options.what), options.lang)
    for line in lines:
        where = line.get("cell") or f"{line['row']} {line['item']}"
        words = f"{line['sheet']} {where}  {line['severity']:<8}{line['words']}  [{line['check']}]"
        print(sheets.as_json(line) if options.json else words)
    _tell_circles(circles, is_json=options.json)
    if not options.json:
        print(
            f"{counts['items']} 个事项 items, {counts['cells']} 格要改 cells, {counts['errors']} 处错误 errors, ",
            end="",
        )
        print(f"{counts['errors']} 处错误 errors, {counts['warnings']} 处提醒 warnings, ", end="")
        print(f"{len(circles)} 组循环证明 circular proofs")
    return 1 if counts["cells"] or counts["errors"] or circles else 0


def _import(options: argparse.Namespace) -> int:
    is_whole = sheets.take_file_in(
        options.what,
        is_rehearsal=options.dry_run,
        replaces_drafts=options.replace_drafts,
        publishes=options.publish,
        marked=options.marked,
        language=options.lang,
    )
    return 0 if is_whole else 1


def _export(options: argparse.Namespace) -> int:
    write = sheets.write_exchange if options.what.suffix == ".json" else sheets.write_workbook
    print(f"{write(options.what)} items")
    return 0


def _template(options: argparse.Namespace) -> int:
    with options.what.open("wb") as out:
        write_template(out)
    return 0


def _lint_database(options: argparse.Namespace) -> int:
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


def _tell_circles(circles: Iterable[Circle], *, is_json: bool) -> None:
    for circle in circles:
        line = json.dumps({"check": "circular_proofs", "severity": "error", "items": circle}, ensure_ascii=False)
        print(line if is_json else "循环证明 circular proof: " + " → ".join([*circle, circle[0]]))
