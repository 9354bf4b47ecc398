"""Templates into PDF: one reused compiler, the fonts of the wheel, data passed as data.

User text never becomes markup: it travels as JSON in ``sys.inputs`` and is printed as strings.
"""

import functools
import hashlib
import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst

from tongban.documents.rules.numbering import KINDS

PAPERS = Path(__file__).parent / "papers"
STANDARD = "a-2b"
_one_at_a_time = threading.Lock()


@functools.cache
def source_of(kind: str) -> str:
    """Return the text of a template: the common part and its own."""
    if kind not in KINDS:
        raise LookupError(f"no printed paper of kind {kind}")
    return "\n".join((PAPERS / name).read_text() for name in ("common.typ", f"{kind}.typ"))


@functools.cache
def digest_of(kind: str) -> str:
    return hashlib.sha256(source_of(kind).encode()).hexdigest()


def typeset(source: str, content: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a template with its content, the same bytes for the same input."""
    inputs = {"content": json.dumps(content, ensure_ascii=False)}
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


@functools.cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[pylopdf_fonts_zh_cn.sans_path().parent],
    )
    return typst.Compiler(b"", root=PAPERS, font_paths=fonts, ignore_system_fonts=True)
