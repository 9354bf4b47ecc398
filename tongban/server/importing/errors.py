"""FILE.errors.ndjson: each refused line with its reasons in words, in both languages, and as it was."""

import json
import os
from pathlib import Path

from tongban.server.importing.batches import Refusal
from tongban.ui.wording import say


def errors_path(path: Path, *, is_rehearsal: bool = False) -> Path:
    ending = "dry-run.errors.ndjson" if is_rehearsal else "errors.ndjson"
    return path.with_name(f"{path.name.removesuffix('.ndjson')}.{ending}")


def add_refusals(path: Path, refusals: list[Refusal], *, at: int) -> int:
    """Write refusals safely to the disk from a place on; return the size of the file.

    What stands behind the place belongs to a batch that was never committed. Lines hold personal values: the file is
    its owner's alone.
    """
    if not refusals and not at:
        path.unlink(missing_ok=True)
        return 0
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(at)
        file.seek(at)
        file.writelines(map(_entry, refusals))
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _entry(refusal: Refusal) -> bytes:
    reasons = [
        {"code": each.code, "about": each.about, "zh": say(each, "zh-hans"), "en": say(each, "en")}
        for each in refusal.obstacles
    ]
    original = refusal.line.raw.decode(errors="backslashreplace")
    entry = {"line": refusal.line.number, "reasons": reasons, "original": original}
    return json.dumps(entry, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
