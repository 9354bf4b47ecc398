"""Write the whole city into an empty folder while it goes on working; the keys, if asked for, into another place."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from tongban.server.backup.manifest import CannotBackUp
from tongban.server.backup.writing import back_up
from tongban.ui.wording import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="an empty folder, or one to be made")
    parser.add_argument("--keys", type=Path, help="write the keys too, into this folder, apart from the backup")


def run(options: argparse.Namespace) -> int:
    try:
        lost = back_up(options.folder, keys_folder=options.keys, now=timezone.now(), say=print)
    except CannotBackUp as refusal:
        for obstacle in refusal.obstacles:
            print(say(obstacle), file=sys.stderr)
        return 1
    for path in lost:
        print(f"not in the backup, because it is missing or damaged on the disk: {path}", file=sys.stderr)
    print(options.folder)
    if not options.keys:
        print("The keys are not in it: keep TONGBAN_VAULT_KEYS and TONGBAN_INDEX_KEY safe in another place (--keys).")
    return 1 if lost else 0
