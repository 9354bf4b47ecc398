"""What is taken in as a file and what is not: each refusal with the reason that a person can act on."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.documents.rules import files, numbering, papers
from tongban.documents.tests import made

JAVASCRIPT = b"<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"


def refusals(name: str, content: bytes) -> list[str]:
    found, obstacles = files.obstacles_to_content(name, io.BytesIO(content), len(content))
    assert found or obstacles
    return [obstacle.code for obstacle in obstacles]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("申请表.pdf", made.pdf()),
        ("照片.JPG", made.jpeg()),
        ("照片.jpeg", made.jpeg()),
        ("扫描.png", made.png()),
        ("扫描.webp", made.webp()),
        ("说明.docx", made.docx()),
        ("清单.xlsx", made.zipped(xl__workbook_xml=b"<workbook/>")),
        ("发票.ofd", made.zipped(OFD_xml=b"<ofd/>")),
    ],
)
def test_a_file_that_is_what_its_name_says_is_taken(name: str, content: bytes) -> None:
    assert files.obstacles_to_name(name) == []
    assert refusals(name, content) == []


@pytest.mark.parametrize(
    "name", ["营业执照.pdf.exe", "木马.exe", "页面.html", "图.svg", "执照.exe.pdf", "照片.heic", "README"]
)
def test_names_of_other_kinds_are_refused_before_anything_is_read(name: str) -> None:
    assert files.obstacles_to_name(name)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("假.pdf", made.png(), "file_is_not_its_name"),
        ("假.pdf", b"MZ\x90\x00" + bytes(200), "file_kind_not_taken"),
        ("假.png", b"<html><script>", "file_kind_not_taken"),
        ("假.docx", made.zipped(payload_bin=b"x"), "file_kind_not_taken"),
        ("坏.pdf", b"%PDF-1.7\nbroken off", "file_is_damaged"),
        ("坏.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "file_is_damaged"),
        ("坏.docx", made.docx()[:-30], "file_kind_not_taken"),
        ("锁.pdf", made.pdf(b"<< /Encrypt 5 0 R >>"), "file_is_locked"),
        ("脚本.pdf", made.pdf(JAVASCRIPT), "file_has_program"),
        ("脚本.pdf", made.pdf(b"<< /S /Java#53cript >>"), "file_has_program"),
        ("夹带.pdf", made.pdf(b"<< /EmbeddedFiles 7 0 R >>"), "file_has_attachments"),
        ("宏.docx", made.docx(word__vbaProject_bin=b"x"), "file_has_program"),
        ("炸弹.docx", made.docx(word__media__a_xml=bytes(20_000_000)), "file_unpacks_too_large"),
        ("大图.png", made.png(30_000, 30_000), "picture_too_large"),
        ("大图.jpg", made.jpeg(65_000, 65_000), "picture_too_large"),
        ("大图.webp", made.webp(16_000, 16_000), "picture_too_large"),
        ("双面.png", made.png() + made.zipped(payload_exe=b"MZ"), "file_hides_another"),
        ("双面.pdf", made.pdf() + made.zipped(a_txt=b"x"), "file_hides_another"),
    ],
)
def test_content_that_is_not_what_it_claims_is_refused(name: str, content: bytes, code: str) -> None:
    assert refusals(name, content) == [code]


def test_a_script_packed_into_an_object_stream_is_found() -> None:
    import zlib

    assert refusals("脚本.pdf", made.pdf_with_stream(zlib.compress(JAVASCRIPT), b"/ObjStm")) == ["file_has_program"]


@pytest.mark.parametrize("after", [b"", b"\nendstream\n"])
def test_a_script_behind_a_stream_that_is_none_is_found(after: bytes) -> None:
    hidden = b"<< /Type /Catalog >>\n% >> stream\nendobj\n2 0 obj\n" + JAVASCRIPT + after

    assert refusals("躲藏.pdf", made.pdf(hidden)) == ["file_has_program"]


def test_object_streams_that_unpack_beyond_reason_are_refused_without_being_kept() -> None:
    import zlib

    packed = zlib.compress(bytes(8 * files.MEGABYTE))
    stream = b"<< /Type /ObjStm >>\nstream\n" + packed + b"\nendstream\n"

    assert refusals("炸弹.pdf", made.pdf(stream * 100)) == ["file_unpacks_too_large"]


def test_bytes_of_a_picture_inside_a_pdf_are_not_taken_for_a_script() -> None:
    assert refusals("扫描.pdf", made.pdf_with_stream(b"\x00/JS /JavaScript /Encrypt\xff")) == []


def test_an_empty_and_a_too_large_file_are_refused_with_the_limit() -> None:
    assert [o.code for o in files.obstacles_to_size("a.pdf", 0, 20 * files.MEGABYTE)] == ["file_is_empty"]
    (too_large,) = files.obstacles_to_size("a.pdf", 50 * files.MEGABYTE, 20 * files.MEGABYTE)
    assert too_large.details == {"limit": 20, "size": 50}


@given(st.binary(max_size=3000), st.sampled_from(["a.pdf", "a.png", "a.jpg", "a.webp", "a.docx"]))
def test_any_bytes_at_all_get_an_answer(content: bytes, name: str) -> None:
    refusals(name, content)


@given(st.sampled_from([made.pdf(), made.png(), made.jpeg(), made.webp(), made.docx()]), st.data())
def test_a_true_file_with_a_few_wrong_bytes_gets_an_answer(content: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=8))
    files.obstacles_to_content("a.pdf", io.BytesIO(content[:at] + noise + content[at + 1 :]), len(content) + 7)


@given(st.text(max_size=400))
def test_a_cleaned_name_is_short_and_holds_no_path(name: str) -> None:
    cleaned = files.clean_name(name)
    assert len(cleaned) <= files.LONGEST_NAME + 21
    assert not set(cleaned) & set('\\/:*?"<>|\x00\n\r')


def test_every_paper_has_a_title_and_a_letter() -> None:
    assert set(papers.PAPERS) == set(numbering.KINDS)


def test_frozen_data_of_a_paper_are_plain_texts() -> None:
    data = made.every_paper()[0].as_data()
    assert data["received_at"] == "2026年5月7日（周四）09:30"
    assert data["papers"][0]["name"] == "云州市云上人家餐饮有限公司"
    assert data["party_identity"] == ""
