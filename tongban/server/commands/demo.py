"""A city at work: bring the database up, build the demo city if there is none, print the logins, serve the pages."""

import argparse
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from tongban.people.demo import LOGINS, PASSWORD
from tongban.server import city, demo
from tongban.server.commands import import_, serve
from tongban.server.importing import loading
from tongban.ui.wording import say

STEP = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=300, help="cases to begin with (the worker tells on)")
    parser.add_argument(
        "--size", type=city.size_of, default=0, metavar="N", help='import a past of N cases, or "city" (1,000,000)'
    )
    parser.add_argument("--no-serve", action="store_true", help="build only")
    serve.add_arguments(parser)
    parser.set_defaults(all=True)


def run(options: argparse.Namespace) -> int:
    if not settings.DEMO:
        return _refuse(demo.CannotBuild(demo.obstacles_to_building()))
    call_command("migrate", verbosity=0)
    try:
        _build(options.cases)
        if options.size:
            _import_past(options.size)
        demo.connect(now=timezone.now())
    except demo.CannotBuild as refusal:
        return _refuse(refusal)
    _print_logins(f"http://{options.host}:{options.port}/")
    return 0 if options.no_serve else serve.run(options)


def _build(cases: int) -> None:
    """Build with a line of progress; a city that stands is taken as it is."""
    if demo.is_built():
        return
    started = time.monotonic()
    demo.build(now=timezone.now(), cases=0)
    stage = demo.find_stage()
    for wanted in range(0, cases + 1, STEP):
        demo.fill(now=timezone.now(), up_to=wanted, stage=stage)
        print(f"\r云州市 Yunzhou: {wanted}/{cases} … {time.monotonic() - started:.0f} s", end="", flush=True)
    print()


def _import_past(size: int) -> None:
    """Write the past of a large city and take it in; say where the time went."""
    now, started = timezone.now(), time.monotonic()
    path, seconds = city.write_past(demo.find_stage(), size=size, now=now)
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB, written in {seconds:.1f} s")
    import_.take_in(path, loading.How(processes=import_.PROCESSES), now=now)
    print(f"云州市 Yunzhou: a past of {size} cases in {(time.monotonic() - started) / 60:.1f} min")


def _print_logins(address: str) -> None:
    print(f"\n{address}   (工作台 desk: {address}desk/   登录一览 all logins: {address}demo/)\n")
    for login in LOGINS:
        secret = f"手机 phone {login.phone}, code: {address}demo/inbox/" if login.is_citizen else PASSWORD
        secret += f" + tongban factors {login.username} --code" if login.has_device else ""
        print(f"  {login.face:<18} {login.name}\t{login.username:<14} {secret}  {login.shows}".rstrip())
    print(flush=True)


def _refuse(refusal: demo.CannotBuild) -> int:
    for obstacle in refusal.obstacles:
        print(say(obstacle), file=sys.stderr)
    return 1
