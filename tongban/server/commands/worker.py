"""Run periodic jobs, deliveries to the outside and background tasks until told to stop (SIGTERM, Ctrl-C)."""

import argparse

from tongban.kernel import worker
from tongban.server import demo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: everything it needs stands in the settings."""


def run(options: argparse.Namespace) -> int:
    demo.register()
    worker.run()
    return 0
