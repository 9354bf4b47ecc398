"""Bring the database to the shape this version needs."""

import argparse

from django.core.management import call_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say whether migrations are missing")


def run(options: argparse.Namespace) -> int:
    call_command("migrate", check_unapplied=options.check, verbosity=1)
    return 0
