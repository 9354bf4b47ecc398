"""Say whether an identifier can be right: exit status 0, or 1 with the reasons in words; 2 if asked wrongly."""

import argparse
import os
from datetime import UTC, datetime

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers import CHECKS, check
from tongban.people.wording import WORDS

LANGUAGES = ["zh", "en"]
PASSED = {"zh": "号码符合规则", "en": "This number follows the rules"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=list(CHECKS), help="what kind of identifier it is")
    parser.add_argument("value", help="the identifier")
    parser.add_argument("--lang", choices=LANGUAGES, default=_own_language(), help="language of the reasons")


def run(options: argparse.Namespace) -> int:
    obstacles = check(options.kind, options.value, today=local_day(datetime.now(UTC)))
    for obstacle in obstacles:
        print(_in_words(obstacle, options.lang))
    if obstacles:
        return 1
    print(PASSED[options.lang])
    return 0


def _in_words(obstacle: Obstacle, language: str) -> str:
    return WORDS[obstacle.code][LANGUAGES.index(language)].format(about=obstacle.about, **obstacle.details)


def _own_language() -> str:
    """Return the reader's language, as the environment has it."""
    chosen = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if chosen.startswith("zh") else "en"
