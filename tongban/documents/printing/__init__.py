"""Templates into PDF/A: one reused compiler, the fonts of the wheel, data passed as data.

User text never becomes markup: it travels as JSON in ``sys.inputs`` and is printed as strings. A deployment adds
fonts for rare characters and other scripts in ``FONTS_DIR``.
"""

import functools
import hashlib
import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pylopdf_fonts_zh_cn
import segno
import typst
from django.conf import settings

from tongban.documents.printing.glyphs import coverage, legible
from tongban.documents.rules.numbering import KINDS

SHEETS = {"guide", "blank_form"}  # guides and empty forms
PAPERS = Path(__file__).parents[1] / "papers"
STANDARD: Literal["a-2b"] = "a-2b"
OWN_FAMILIES = {"Noto Serif SC", "Noto Sans SC"}
FONT_ENDINGS = {".otf", ".ttf", ".ttc"}
_one_at_a_time = threading.Lock()


@functools.cache
def source_of(kind: str) -> str:
    """Return the text of a numbered paper's template: the common parts and its own."""
    if kind not in KINDS:
        raise LookupError(f"no printed paper of kind {kind}")
    return _joined("base", "common", kind)


@functools.cache
def sheet_source(kind: str) -> str:
    """Return the text of a sheet's template; a sheet bears no number and is no document."""
    if kind not in SHEETS:
        raise LookupError(f"no sheet of kind {kind}")
    return _joined("base", kind)


def _joined(*names: str) -> str:
    return "\n".join((PAPERS / f"{name}.typ").read_text() for name in names)


@functools.cache
def digest_of(kind: str) -> str:
    return hashlib.sha256(source_of(kind).encode()).hexdigest()


def typeset(source: str, content: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a template with its content, the same bytes for the same input."""
    missing: set[str] = set()
    shown = legible(content, _covered(), missing)
    told = {"missing_characters": sorted(missing), "more_fonts": _more_families()}
    inputs = {"content": json.dumps(shown | told, ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler().compile(
            source.encode(), format="pdf", sys_inputs=inputs, pdf_standards=STANDARD, timestamp=int(at.timestamp())
        )
    assert isinstance(made, bytes)
    return made


def qr_code(text: str) -> str:
    """Return a QR code as an SVG drawing."""
    drawing: str = segno.make(text, error="m").svg_inline(border=0, dark="#1a1a1a")
    return drawing


def missing_families() -> set[str]:
    """Return the families that papers are set in and that are not installed here."""
    return OWN_FAMILIES - set(_fonts().families())


def _font_folders() -> list[Path]:
    """Return where fonts lie; typst takes folders alone, and prints nothing at all when it finds no font."""
    more = settings.FONTS_DIR
    return [pylopdf_fonts_zh_cn.serif_path().parent, *([Path(more)] if more else [])]


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_font_folders())


@functools.cache
def _more_families() -> list[str]:
    return sorted(set(_fonts().families()) - OWN_FAMILIES)


@functools.cache
def _covered() -> frozenset[int]:
    files = (path for folder in _font_folders() for path in folder.rglob("*") if path.suffix in FONT_ENDINGS)
    return frozenset().union(*(coverage(path) for path in files))


@functools.cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(b"", root=PAPERS, font_paths=_fonts(), ignore_system_fonts=True)
