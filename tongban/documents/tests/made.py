"""Files and papers for the tests: small true ones, and ones that are not what they say."""

import io
import struct
import zipfile
import zlib
from datetime import UTC, date, datetime

from tongban.documents.rules import papers
from tongban.documents.rules.papers import promises as promised

NOW = datetime(2026, 5, 7, 1, 30, tzinfo=UTC)
DAY = date(2026, 5, 7)


def png(width: int = 8, height: int = 8) -> bytes:
    """A picture that claims a size; its pixels are those of one row."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" + bytes(8))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def jpeg(width: int = 640, height: int = 480) -> bytes:
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + bytes(10)
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9) + frame + b"\xff\xd9"


def webp(width: int = 640, height: int = 480) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + bytes(4) + b"WEBPVP8X" + bytes(8) + size + bytes(8)


def pdf(objects: bytes = b"<< /Type /Catalog >>") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + objects + b"\nendobj\nstartxref\n9\n%%EOF\n"


def pdf_with_stream(body: bytes, kind: bytes = b"/XObject") -> bytes:
    return pdf(b"<< /Type " + kind + b" >>\nstream\n" + body + b"\nendstream")


def zipped(**members: bytes) -> bytes:
    """A zip; ``word__document_xml`` stands for ``word/document.xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped(word__document_xml=b"<w:document/>", **more)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def every_paper(text: str = "云州市云上人家餐饮有限公司", many: int = 2) -> list[papers.Paper]:
    """One of each kind, its texts and the length of its lists as given."""
    about = {"matter_number": "990102-260507-000123-X", "item": text, "party": text, "contact": text}
    texts = (text,) * many
    lines = tuple(papers.PaperLine(name=text, form="copy_kept", pages=3, note=text) for _ in range(many))
    wrong = tuple(papers.CorrectionLine(paper=text, problem=text, remedy=text) for _ in range(many))
    said = tuple(
        papers.Opinion(step=text, office=text, officer="陈立", outcome="同意", text=text, at=NOW) for _ in texts
    )
    handed = tuple(papers.DeliveredLine(name=text, number=text) for _ in texts)
    number = about["matter_number"]
    received = tuple(
        papers.ReceivedLine(item=text, number=number, query_code="7KQ4M2XD", office=text, next=text) for _ in texts
    )
    bags = tuple(papers.BagLine(number=number, item=text, party=text, sheets=3, state="已收到") for _ in texts)
    form = papers.FormSection(title=text, lines=tuple(papers.FormLine(label=text, value=text) for _ in texts))
    return [
        papers.ReceiptPaper(**about, query_code="7KQ4M2XD", received_at=NOW, answer_by=DAY, handler=text, papers=lines),
        papers.AcceptanceNotice(
            **about, received_on=DAY, accepted_on=DAY, promised_limit="8 个工作日", promised_due_on=DAY, basis=texts
        ),
        papers.CorrectionNotice(**about, received_on=DAY, lines=wrong, answer_by=DAY, consequence=text),
        papers.NotNeededNotice(**about, received_on=DAY, reasons=texts, advice=text),
        papers.AcceptanceRefusal(**about, received_on=DAY, reasons=texts, right_office=text, remedies=texts),
        papers.ApprovalSheet(**about, received_at=NOW, papers=lines, opinions=said, decision="准予", decided_at=NOW),
        papers.GrantDecision(**about, accepted_on=DAY, granted=text, conditions=texts, basis=texts, remedies=texts),
        papers.RefusalDecision(**about, accepted_on=DAY, reasons=texts, advice=text, remedies=texts),
        papers.DeliveryReceipt(**about, lines=handed, receiver=text, method="窗口领取", delivered_at=NOW),
        papers.WithdrawalConfirmation(**about, received_on=DAY, withdrawn_at=NOW, reason=text, returned=texts),
        papers.ExtensionNotice(**about, accepted_on=DAY, amount="10 个工作日", reason=text, new_due_on=DAY),
        papers.SpecialProcedureNotice(**about, accepted_on=DAY, procedure="专家评审", began_on=DAY, expected="10 天"),
        papers.ApplicationForm(**about, sections=(form,), declaration=text),
        papers.VisitReceipt(**about, received_at=NOW, lines=received, papers=lines),
        papers.JointForm(**about, items=texts, sections=(form,), declaration=text),
        papers.BagLabel(**about, to=text, received_at=NOW, due_on=DAY, papers=lines),
        papers.HandOverList(
            **about, half_day="上午", sender=text, prepared_by=text, prepared_at=NOW, bags=bags, remark=text
        ),
        papers.MandateLetter(
            **about,
            office=text,
            staff_number=text,
            mandate_kind=text,
            powers=texts,
            items=texts,
            since=NOW.date(),
            until=NOW.date(),
            signer=text,
        ),
        papers.VoidNotice(**about, received_at=NOW, voided_at=NOW, reason=text, returned=texts, advice=text),
        papers.LaterNotice(**about, act="撤销", ground=text, reasons=texts, basis=texts, answer_by=DAY, how=text),
        papers.LaterDecisionPaper(**about, act="撤销", ground=text, reasons=texts, basis=texts, remedies=texts),
        papers.CorrectionOrder(
            **about, decided_on=DAY, checked_on=DAY, findings=texts, order=texts, correct_by=DAY, consequence=text
        ),
        *_about_promises(about, text, texts),
        *_seldom(about, text, texts, lines),
    ]


def _seldom(
    about: dict[str, str], text: str, texts: tuple[str, ...], lines: tuple[papers.PaperLine, ...]
) -> list[papers.Paper]:
    filed = tuple(
        papers.FileLine(name=text, number="云审批许〔2026〕000001号", on=text, pages=3, note=text) for _ in texts
    )
    days = {"received_on": DAY, "accepted_on": DAY, "decided_on": DAY, "closed_on": DAY}
    return [
        papers.HearingNotice(**about, matter_of=text, set_for=NOW, place=text, chair="陈立", basis=texts),
        papers.ProxyReceipt(**about, city=text, taken_at=NOW, forward_by=DAY, papers=lines),
        papers.ForwardingList(**about, city=text, forwarded_on=DAY, how=text, papers=lines),
        papers.CaseFile(**about, **days, outcome="准予", officers=texts, lines=filed, remarks=texts, filed_by="陈立"),
    ]


def _about_promises(about: dict[str, str], text: str, texts: tuple[str, ...]) -> list[papers.Paper]:
    lacks = tuple(promised.LackingLine(paper=text, form=text) for _ in texts)
    shown = tuple(papers.FormLine(label=text, value=text) for _ in texts)
    brings = tuple(promised.ToBringLine(paper=text, form=text, standard=text, state=text) for _ in texts)
    days = {"received_on": DAY, "accepted_on": DAY, "promised_limit": "5 个工作日", "missing_by": DAY}
    return [
        promised.ToleranceNotice(**about, **days, lines=lacks, consequence=text, basis=texts),
        promised.GapPromise(**about, text=text, lines=lacks, consequence=text, basis=texts),
        promised.CommitmentLetter(**about, text=text, conditions=texts, consequence=text, signed_how=text),
        promised.CreditPromise(**about, text=text, lines=lacks),
        promised.ConsentStatement(
            **about, agreed_by=text, terms=shown, text=text, signed_how=text, fingerprint="0f" * 8, basis=texts
        ),
        promised.LapseNotice(**about, accepted_on=DAY, missing_by=DAY, lines=lacks, consequence=text, advice=text),
        promised.PreReviewOpinion(**about, received_on=DAY, opinion=text, lines=lacks, note=text),
        promised.ToldOnceSheet(**about, asked_on=DAY, situation=texts, lines=brings, fetched=texts, remark=text),
    ]
