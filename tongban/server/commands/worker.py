"""Run periodic jobs, deliveries to the outside and background tasks until told to stop (SIGTERM, Ctrl-C)."""

import argparse
import sys

from tongban.kernel import nodes, worker
from tongban.server import demo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: everything it needs stands in the settings."""


def run(options: argparse.Namespace) -> int:
    demo.register()
    try:
        worker.run()
    except nodes.NoFreeNode as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0
