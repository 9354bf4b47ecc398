"""Bring the database to the shape this version needs; on PostgreSQL while people work."""

import argparse
import sys

from django.core.management import call_command

from tongban.server.migrating import StillLocked, migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say whether migrations are missing")


def run(options: argparse.Namespace) -> int:
    if options.check:
        call_command("migrate", check_unapplied=True, verbosity=1)
        return 0
    try:
        migrate(say=lambda line: print(line, flush=True))
    except StillLocked:
        print(
            "A table stayed busy. Nothing is half done; look for long transactions, then migrate again.",
            file=sys.stderr,
        )
        return 1
    return 0
