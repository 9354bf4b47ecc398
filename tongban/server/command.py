"""The command line: ``tongban COMMAND``. Each command is a file in ``commands``; only the one asked for is imported."""

import argparse
import importlib
import os
import pkgutil
import sys

from tongban.server import commands

# Commands that answer without Django: they import a pure module only.
PURE = {"deadline", "check", "partner", "identity"}


def names_of_commands() -> dict[str, str]:
    """Return the module of each command; a word that Python keeps for itself has a module with an underscore."""
    modules = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    return {name.removesuffix("_"): name for name in modules}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    modules = names_of_commands()
    parser = argparse.ArgumentParser(prog="tongban", description="Tongban 通办, a government-services platform")
    parser.add_argument("command", choices=sorted(modules))
    chosen = parser.parse_args(arguments[:1]).command

    if chosen not in PURE:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.server.settings")
        import django

        django.setup()
    command = importlib.import_module(f"{commands.__name__}.{modules[chosen]}")
    parser = argparse.ArgumentParser(prog=f"tongban {chosen}", description=command.__doc__)
    command.add_arguments(parser)
    try:
        return command.run(parser.parse_args(arguments[1:])) or 0
    except BrokenPipeError:  # whoever read our answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
