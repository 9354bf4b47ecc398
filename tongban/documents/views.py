"""Handing out files and documents to those who may read them, and letting anyone check a number.

What somebody may not read is not there for them: the answer does not tell what exists.
"""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tongban.documents import queries
from tongban.documents.access import may_read
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.people.access import limited, nothing_here

PDF = "application/pdf"
SHOWN_IN_PLACE = {PDF, "image/jpeg", "image/png", "image/webp"}
# What was handed in may run nothing and load nothing. A browser's own PDF reader refuses to work in a sandbox.
LOCKED = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


@require_safe
def file(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Hand out a file to whoever its owner lets read it."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None or not may_read(request, file.subject):
        return nothing_here(request)
    return hand_out(file)


def hand_out(file: StoredFile) -> HttpResponseBase:
    """Answer with the bytes of a file; that the reader may have them was asked before."""
    in_place = file.media_type in SHOWN_IN_PLACE
    answer = FileResponse(
        queries.open_file(file), as_attachment=not in_place, filename=file.name, content_type=file.media_type
    )
    return _guarded(answer, sandbox=file.media_type != PDF)


@require_safe
def document(request: HttpRequest, number: str) -> HttpResponseBase:
    """Hand out a printed document as PDF to whoever may read its subject."""
    document = PrintedDocument.objects.filter(number=number).first()
    if document is None or not may_read(request, document.subject):
        return nothing_here(request)
    return hand_out_document(document)


def hand_out_document(document: PrintedDocument) -> HttpResponseBase:
    """Answer with a printed document as PDF; that the reader may have it was asked before."""
    answer = HttpResponse(queries.render(document), content_type=PDF)
    name = quote(f"{document.title}-{document.number}.pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return _guarded(answer, sandbox=False)


@require_safe
def verify(request: HttpRequest, number: str = "") -> HttpResponseBase:
    """Let anyone check that a number was given: which paper, by which office, on which day, and nothing else."""
    asked = " ".join(request.GET.get("number", "").replace("\x00", "").split())
    if asked:
        return redirect("documents:verify_number", number=asked.replace("/", "")[:60])
    return _verified(request, number) if number else render(request, "documents/verify.html", {"number": ""})


@limited("verify")
def _verified(request: HttpRequest, number: str) -> HttpResponse:
    found = queries.issued_as(number)
    answer = render(request, "documents/verify.html", {"number": number, "found": found})
    answer.status_code = 200 if found else 404
    return answer


def hand_out_held(on_file: queries.OnFile, number: int) -> HttpResponseBase:
    """Answer with one page of a paper on file, counted from 1. Raises Http404 for a page that is not there."""
    if on_file.held.document:
        return hand_out_document(on_file.held.document)
    if not 0 < number <= len(on_file.files):
        raise Http404
    return hand_out(on_file.files[number - 1])


def _guarded(answer: HttpResponseBase, *, sandbox: bool) -> HttpResponseBase:
    answer["Content-Security-Policy"] = f"sandbox; {LOCKED}" if sandbox else LOCKED
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["Cache-Control"] = "private, no-store"
    return answer
