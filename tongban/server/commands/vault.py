"""Work on the vault: ``rotate`` brings every stored value and file under the first of TONGBAN_VAULT_KEYS."""

import argparse

from django.utils import timezone

from tongban.documents import storage
from tongban.kernel import vault
from tongban.kernel.events import SYSTEM
from tongban.people import actions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["rotate"])


def run(options: argparse.Namespace) -> int:
    count = vault.rotate(by=SYSTEM, now=timezone.now())
    count += actions.seal_factors_anew()
    files = sum(map(storage.seal_anew, storage.kept_files()))
    print(f"{count} values and {files} files are now under the active key.")
    return 0
