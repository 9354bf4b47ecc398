"""Run periodic jobs, deliveries to the outside and background tasks until told to stop (SIGTERM, Ctrl-C)."""

import argparse

from tongban.kernel import worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: everything it needs stands in the settings."""


def run(options: argparse.Namespace) -> int:
    worker.run()
    return 0
