"""Seal what waits in the journal, now and all of it, as after an import; the worker does it every minute by itself."""

import argparse
import sys
import time

from django.utils import timezone

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.seals import keys, sealing
from tongban.ui.wording import say

BATCH = 50_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--new-key", action="store_true", help="print a new TONGBAN_SEAL_KEY and its fingerprint only")


def run(options: argparse.Namespace) -> int:
    if options.new_key:
        private, fingerprint = keys.new_key()
        print(f"TONGBAN_SEAL_KEY={private}\n# fingerprint: {fingerprint}")
        return 0
    if obstacles := keys.obstacles_to_signing():
        return _refuse(obstacles)
    started = time.monotonic()

    def tell(sealed: int) -> None:
        print(f"\r{sealed:,} … {sealed / (time.monotonic() - started):,.0f}/s", end="", file=sys.stderr, flush=True)

    sealed = sealing.sweep(timezone.now(), batch=BATCH, told=tell)
    print(f"\n{sealed:,} 条记录已存证 entries sealed in {time.monotonic() - started:.1f} s")
    return 0


def _refuse(obstacles: list[Obstacle]) -> int:
    for obstacle in obstacles:
        print(f"{say(obstacle, 'zh')} / {say(obstacle, 'en')}", file=sys.stderr)
    return 1
