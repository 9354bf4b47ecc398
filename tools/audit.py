"""Ask whether a weakness is known of anything we install: pip-audit over the pinned requirements.

Exit 1 for a weakness and for an audit that cannot be read; exit 0 when nothing is known, and, said clearly, when the
advisory service could not be asked: without a network nothing was found is not the same as nothing is there.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

REQUIREMENTS = ("requirements/dev.txt", "requirements/build.txt")  # what runs is among what develops
PATIENCE = 240  # seconds for a whole file
NO_ANSWER = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "Max retries exceeded", "ServiceError", "SSLError")


@dataclass(frozen=True)
class Verdict:
    """What an audit came to, in lines for a person, and whether the check fails."""

    lines: tuple[str, ...]
    fails: bool


def judge(name: str, output: str, errors: str) -> Verdict:
    """Read what pip-audit said of one file."""
    try:
        asked = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        if any(sign in errors for sign in NO_ANSWER):
            return Verdict(
                (f"{name}: COULD NOT ASK the advisory service; nothing is known of any package",), fails=False
            )
        return Verdict((f"{name}: pip-audit failed:", *errors.splitlines()[-5:]), fails=True)

    weak = [
        f"{name}: {package['name']} {package['version']}: {found['id']}, mended in {_versions(found['fix_versions'])}"
        for package in asked
        for found in package.get("vulns", ())
    ]
    silent = sorted(package["name"] for package in asked if "skip_reason" in package)
    told = [f"{name}: {len(asked) - len(silent)} of {len(asked)} packages looked up, {len(weak)} weaknesses known"]
    if silent:
        which = "any of them" if len(silent) == len(asked) else ", ".join(silent)
        told.append(f"{name}: COULD NOT ASK the advisory service about {which}")
    return Verdict((*told, *weak), fails=bool(weak))


def _versions(versions: Sequence[str]) -> str:
    return ", ".join(versions) or "no version yet"


def audit(name: str) -> Verdict:
    command = [sys.executable, "-m", "pip_audit", "--requirement", name, "--require-hashes", "--disable-pip"]
    command += ["--progress-spinner", "off", "--timeout", "5", "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return judge(name, "", "ReadTimeout")
    return judge(name, done.stdout, done.stderr)


def main() -> int:
    verdicts = [audit(name) for name in REQUIREMENTS]
    for verdict in verdicts:
        print(*verdict.lines, sep="\n")
    return int(any(verdict.fails for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main())
