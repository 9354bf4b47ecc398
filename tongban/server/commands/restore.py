"""Put a backup back into an empty database: the one that TONGBAN_DATABASE_URL names, with the keys of the backup."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from tongban.server.backup.manifest import CannotRestore
from tongban.server.backup.restoring import restore
from tongban.ui.wording import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="the backup")


def run(options: argparse.Namespace) -> int:
    try:
        manifest = restore(options.folder, now=timezone.now(), say=print)
    except CannotRestore as refusal:
        for obstacle in refusal.obstacles:
            print(say(obstacle), file=sys.stderr)
        return 1
    print(f"{manifest.rows} rows and {manifest.files} files are back, as of {manifest.made_at}.")
    return 0
