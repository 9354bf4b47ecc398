"""Look the platform over as one that holds people's data: exit status 1 if there is a fault, with how to mend it."""

import argparse
import json
import os
from dataclasses import asdict

from django.utils import timezone

from tongban.server.checks import examine
from tongban.server.checks.findings import Finding
from tongban.server.checks.wording import in_words

SOUND = {"zh": "没有发现问题。", "en": "Nothing is amiss."}
SUM = {"zh": "{faults} 项必须处理，{warnings} 项请留意。", "en": "{faults} faults, {warnings} warnings."}
SIGNS = {True: "✗", False: "!"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    in_chinese = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("zh")
    parser.add_argument("--json", action="store_true", help="the findings as data")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh" if in_chinese else "en")


def run(options: argparse.Namespace) -> int:
    findings = examine(timezone.now())
    if options.json:
        print(json.dumps([_as_data(finding, options.lang) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _print(findings, options.lang)
    return 1 if any(finding.is_fault for finding in findings) else 0


def _print(findings: list[Finding], language: str) -> None:
    for finding in sorted(findings, key=lambda finding: not finding.is_fault):
        what, mend = in_words(finding, language)
        print(f"{SIGNS[finding.is_fault]} {what}\n  → {mend}")
    faults = sum(finding.is_fault for finding in findings)
    print(SUM[language].format(faults=faults, warnings=len(findings) - faults) if findings else SOUND[language])


def _as_data(finding: Finding, language: str) -> dict[str, object]:
    what, mend = in_words(finding, language)
    return asdict(finding) | {"what": what, "mend": mend}
