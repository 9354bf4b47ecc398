"""Every printed paper, with usual, empty and extreme data: it is typeset, holds its text, embeds its fonts."""

import io
import re

import pytest
from pypdf import PdfReader

from tongban.documents import printing
from tongban.documents.printing.glyphs import coverage, legible
from tongban.documents.rules.numbering import KINDS
from tongban.documents.rules.papers import Paper
from tongban.documents.tests import made

MARKUP = '#eval("1+1") *粗* _斜_ $x^2$ \\ <label> @ref #set page(fill: red) "; } // #panic()'


def printed(paper: Paper, *, office: str = "云州市行政审批服务局") -> PdfReader:
    frame = {
        "document_number": "云审批收〔2026〕000001号",
        "document_title": KINDS[paper.kind].title,
        "office_name": office,
        "issued_on": "2026年5月7日（周四）",
        "verification_code": printing.qr_code("http://localhost:8000/verify/1"),
    }
    made_pdf = printing.typeset(printing.source_of(paper.kind), paper.as_data() | frame, at=made.NOW)
    return PdfReader(io.BytesIO(made_pdf))


def text_of(reader: PdfReader) -> str:
    return re.sub(r"[\s\u200b]", "", "".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize("paper", made.every_paper(), ids=lambda paper: paper.kind)
def test_a_paper_says_who_gives_it_to_whom_and_what_it_is(paper: Paper) -> None:
    reader = printed(paper)
    text = text_of(reader)
    for said in ("云州市行政审批服务局", KINDS[paper.kind].title, paper.party, paper.matter_number):
        assert said in text
    assert f"第1页/共{len(reader.pages)}页" in text
    assert (len(reader.pages) > 1) == (paper.kind == "case_file")  # cover, contents and closing sheet
    assert reader.pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)  # A4


@pytest.mark.parametrize("paper", made.every_paper(), ids=lambda paper: paper.kind)
def test_a_paper_is_an_archive_file_with_its_fonts_inside(paper: Paper) -> None:
    reader = printed(paper)
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert "pdfaid:part" in metadata.stream.get_data().decode()
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize("paper", made.every_paper(MARKUP), ids=lambda paper: paper.kind)
def test_markup_in_a_text_is_printed_and_not_obeyed(paper: Paper) -> None:
    assert re.sub(r"\s", "", MARKUP)[:30] in text_of(printed(paper))


@pytest.mark.parametrize("paper", made.every_paper("很长的名称" * 6 + "W" * 40, many=30), ids=lambda paper: paper.kind)
def test_long_texts_and_thirty_lines_are_printed_on_as_many_pages_as_they_need(paper: Paper) -> None:
    reader = printed(paper, office="一个名称非常长的机关" * 4)
    assert f"共{len(reader.pages)}页" in text_of(reader)


@pytest.mark.parametrize("paper", made.every_paper("", many=0), ids=lambda paper: paper.kind)
def test_empty_texts_and_lists_leave_their_part_out(paper: Paper) -> None:
    assert len(printed(paper).pages) == (3 if paper.kind == "case_file" else 1)  # cover, contents, closing sheet


def test_a_name_with_a_character_that_no_font_has_is_told_on_the_paper() -> None:
    text = text_of(printed(made.every_paper("王𠮷")[0]))
    assert "王〓" in text
    assert "U+20BB7" in text


@pytest.mark.parametrize("odd", ["笑😀", "a\x00b\x07\u202ec", "第一行\n第二行", "ئۇيغۇر", "e\u0301"])
def test_no_text_of_a_person_keeps_a_paper_from_being_printed(odd: str) -> None:
    assert len(printed(made.every_paper(odd)[0]).pages) == 1


def test_the_same_content_gives_the_same_bytes() -> None:
    paper = made.every_paper()[0]
    first, second = (printed(paper).stream, printed(paper).stream)
    assert first.read() == second.read()


def test_ornaments_vanish_and_missing_letters_are_marked() -> None:
    missing: set[str] = set()
    covered = coverage(printing.pylopdf_fonts_zh_cn.serif_path())
    assert legible({"name": ["王𠮷 😀"]}, covered, missing) == {"name": ["王〓 "]}
    assert missing == {"U+20BB7"}


def test_an_unknown_kind_of_paper_is_refused() -> None:
    with pytest.raises(LookupError):
        printing.source_of("../../etc/passwd")
