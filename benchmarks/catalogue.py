"""How fast is a whole catalogue: taken in from one workbook, examined, compared, searched, and its guides read?

As many items as a city counted (8,159, each with six papers), in the hands of the offices of the demo city; for search
there are ten thousand. The workbook is read, checked and written as ``tongban catalogue import`` does it.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.utils import timezone

from benchmarks.databases import address
from benchmarks.measuring import MILLISECONDS, SECONDS, Figure, percentile, timed
from benchmarks.options import Options
from benchmarks.pages import Browser, Visited
from tongban.catalogue.models import Item
from tongban.catalogue.queries.comparisons import scores
from tongban.catalogue.queries.linting import circular_proofs, lint_all
from tongban.catalogue.rules.profiles import Profile, profiles
from tongban.catalogue.sample_sheets import THINGS, write_sample
from tongban.kernel.moments import local_day
from tongban.people.models import Account, Office

ITEMS, PAPERS, SEARCHED = 8_159, 6, 10_000
IMPORT_BAR, LINT_BAR, PAGE_BAR = 60, 10, 60  # seconds, seconds, milliseconds
VISITS = 60
WORDS = ("许可", "怎么办", "变更", "spjy", "第12类", "开饭店")  # beside the names of things


def run(options: Options) -> Iterator[Figure]:
    count, more = options.scaled(ITEMS), options.scaled(SEARCHED) - options.scaled(ITEMS)
    with tempfile.TemporaryDirectory() as folder:
        path = _workbook(Path(folder), 0, count)
        note = f"{count:,} items, {PAPERS} papers each, {path.stat().st_size / 1e6:.1f} MB"
        yield from _examined(path, note)
        yield from _taken_in(path, note)
        _command("import", _workbook(Path(folder), count, more), "--publish")
    yield from _linted()
    yield from _compared()
    yield from _pages(options)


def _workbook(folder: Path, beyond: int, count: int) -> Path:
    """Write so many items, numbered from one that no other workbook has."""
    path = folder / f"{beyond}.xlsx"
    offices = list(Office.objects.exclude(kind=Office.Kind.UTILITY).exclude(uscc="").order_by("pk"))
    with path.open("wb") as out:
        write_sample(out, offices, count=count, papers=PAPERS, first=beyond + 1)
    return path


def _examined(path: Path, note: str) -> Iterator[Figure]:
    spent = timed(lambda: _command("lint", path))
    figure = Figure("a workbook examined, from the start of the command", SECONDS, [spent.seconds], note=note)
    yield figure


def _taken_in(path: Path, note: str) -> Iterator[Figure]:
    """Take it in as drafts, then, the same again, put them in force: nothing is left out."""
    checked = timed(lambda: _command("import", path, "--dry-run"))
    yield Figure("a workbook checked, nothing written", SECONDS, [checked.seconds], note=note)
    spent = timed(lambda: _command("import", path, "--publish"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    figure = Figure(
        "a workbook taken in and put in force", SECONDS, [spent.seconds], note=f"{note}, at most {peak} MB of memory"
    )
    yield figure.against(f"< {IMPORT_BAR} s", spent.seconds < IMPORT_BAR)


def _linted() -> Iterator[Figure]:
    on = local_day(timezone.now())
    count = 0

    def lint() -> None:
        nonlocal count
        count = sum(1 for _ in lint_all(on))
        circular_proofs()

    spent = timed(lint)
    figure = Figure("every item examined", SECONDS, [spent.seconds], note=f"{count:,} versions, and circular proofs")
    yield figure.against(f"< {LINT_BAR} s for {ITEMS:,}", spent.seconds * ITEMS / max(count, 1) < LINT_BAR)


def _compared() -> Iterator[Figure]:
    """Every item of every office against its reference, and how complete it is: what the list of scores reckons."""
    offices = list(Office.objects.filter(items__current__isnull=False).distinct().order_by("pk"))
    for code, profile in profiles().items():
        count = 0

        def compare(profile: Profile = profile) -> None:
            nonlocal count
            count = sum(len(scores(office, profile, most=ITEMS)) for office in offices)

        spent = timed(compare)
        note = f"{count:,} items of {len(offices)} offices, {profile.title}"
        yield Figure(f"every item compared ({code})", SECONDS, [spent.seconds], note=note)


def _pages(options: Options) -> Iterator[Figure]:
    account = Account.objects.filter(kind=Account.Kind.CITIZEN).first()
    assert account is not None
    browser, times = Browser(account), options.scaled(VISITS)
    words = [*THINGS, *WORDS]
    codes = list(Item.objects.filter(current__isnull=False).values_list("code", flat=True)[: times * 20 : 20])
    addresses = {
        "search": [f"/items/?q={quote(words[n % len(words)])}" for n in range(times)],
        "guide": [f"/items/{code}/" for code in codes],
    }
    for name, asked in addresses.items():
        browser.get(asked[0])  # what is compiled once is no part of it
        visited = Visited()
        for each in asked:
            browser.visit(each, visited)
        note = f"of {Item.objects.filter(current__isnull=False).count():,} items in force"
        figure = Figure(name, MILLISECONDS, visited.whole, visited.database, "its statements alone", note=note)
        yield figure.against(f"p95 < {PAGE_BAR} ms", percentile(visited.whole, 0.95) < PAGE_BAR)


def _command(do: str, path: Path, *more: str) -> None:
    command = [sys.executable, "-m", "tongban.server", "catalogue", do, str(path), *more]
    environment = {**os.environ, "TONGBAN_DATABASE_URL": address()}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
