"""Keep what an upgrade from this release must cope with: ``python -m tools.record_release``, once for each release.

Writes ``tests/releases/VERSION``: the digests of its migrations, which nobody edits from now on, and a small city as
a backup of this very state, which every later version must bring to its own shape.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tongban import __version__

ROOT = Path(__file__).resolve().parents[1]
RELEASES = ROOT / "tests/releases"
CASES = 6
FILL = (
    "import django; django.setup()\n"
    "from django.utils import timezone\n"
    "from tongban.server import demo\n"
    f"demo.fill(now=timezone.now(), up_to={CASES})\n"
)


def main() -> int:
    """Record the release that stands in the tree. Refuses one that is recorded."""
    folder = RELEASES / __version__
    if folder.exists():
        print(f"{folder} stands already; a release is recorded once.", file=sys.stderr)
        return 1
    folder.mkdir(parents=True)
    (folder / "migrations.sha256").write_text("".join(f"{digest}  {path}\n" for path, digest in digests().items()))
    with tempfile.TemporaryDirectory() as state:
        _run(state, "-m", "tongban.server", "demo", "--no-serve", "--cases=0")
        _run(state, "-c", FILL)
        _run(state, "-m", "tongban.server", "backup", str(folder / "city"))
    return 0


def digests() -> dict[str, str]:
    """Return the digest of each migration of ours, by its path."""
    files = sorted((ROOT / "tongban").glob("*/migrations/0*.py"))
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _run(state: str, *arguments: str) -> None:
    chosen = {"DJANGO_SETTINGS_MODULE": "tongban.server.settings", "TONGBAN_STATE_DIR": state}
    environment = {name: value for name, value in os.environ.items() if name != "TONGBAN_DATABASE_URL"} | chosen
    subprocess.run([sys.executable, *arguments], env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
