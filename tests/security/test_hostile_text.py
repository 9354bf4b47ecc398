"""Whatever people type stays text: on pages, in printed papers, in searches, in the address."""

import io
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests.security.addresses import addresses
from tongban.cases.actions import save_draft
from tongban.cases.models import Case
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.conftest import town as town
from tongban.catalogue.rules.words import read_query
from tongban.documents.queries import documents_of, render
from tongban.documents.rules import pdfs
from tongban.documents.rules.files import clean_name, endings
from tongban.kernel.vault import masked
from tongban.matters.queries import find
from tongban.matters.rules.numbers import is_number, looks_like_number, tidy_number
from tongban.people.rules.identifiers import check_identity, normal_phone

SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
TEMPLATE = "{{ 7*7 }}{% now 'Y' %}"
TYPST = '#panic(1) #read("/etc/passwd") *粗* $x$ \\ <label> @ref // "'
TURNED = "云\u202e味"


def hostile_case(town: Town, name: str) -> Case:
    """Hand in a case of a firm with this name, on whose form it stands as well."""
    party = town.applicant
    party.kind, party.name = "organisation", name
    party.save()
    draft = town.complete_draft(now=timezone.now())
    save_draft(draft=draft, form={"name": name[:40], "area": 120}, answers={"dishes": "hot"}, now=timezone.now())
    from tongban.cases.actions import submit_draft

    return submit_draft(draft=draft, channel="web", now=timezone.now())


@pytest.mark.parametrize("name", [SCRIPT, TEMPLATE, TURNED])
def test_a_hostile_name_is_shown_as_it_is_written(town: Town, name: str) -> None:
    matter = hostile_case(town, name).matter
    citizen, officer = signed_in(town.account), signed_in(town.clerk)
    opened = {"number": matter.number, "query_code": matter.told_code()}
    pages = {
        "own": citizen.get(reverse("cases:mine", args=[matter.number])),
        "handed in": citizen.get(reverse("cases:handed_in", args=[matter.number])),
        "profile": citizen.get("/accounts/profile/"),
        "desk": officer.get(reverse("matters:matter", args=[matter.number])),
        "printed": officer.get(reverse("matters:matter_print", args=[matter.number])),
        "work list": officer.get("/desk/"),
        "search": officer.get("/desk/search/", {"q": name}),
        "progress": Client().post("/progress/", opened, follow=True),
        "guides": Client().get("/items/", {"q": name}),
        "verify": Client().get("/verify/", {"number": name}, follow=True),
        "look-up": Client().post("/progress/", {"number": name[:30], "query_code": name[:12]}),
    }
    for where, page in pages.items():
        text = page.content.decode()
        assert page.status_code < 500, where
        assert "<script>alert" not in text, where
        assert "<img src=x" not in text, where
        assert f">{7 * 7}<" not in text or name != TEMPLATE, where
    assert name == TURNED or any(_escaped(name[:20]) in page.content.decode() for page in pages.values())


def _escaped(text: str) -> str:
    from django.utils.html import escape

    return str(escape(text))


def test_printed_papers_show_markup_as_text(town: Town) -> None:
    case = hostile_case(town, TYPST + SCRIPT)

    texts = [_text_of(render(document)) for document in documents_of(case.matter.subject)]

    assert texts
    for text in texts:
        assert "root:" not in text
    assert any("#panic(1)" in text and "<script>" in text for text in texts), texts[0][:300]


def _text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).translate(
        {ord("\n"): None, 0x200B: None}
    )


@pytest.mark.parametrize("text", ["%", "_", "食%", "\\", "食品经营许_", "'; DROP TABLE matters_matter; --"])
def test_signs_that_a_database_reads_as_any_letter_find_nothing(town: Town, text: str) -> None:
    town.case(now=timezone.now())

    assert not find(text, officer=town.clerk, on=timezone.localdate()).exists()
    assert find("食品经营", officer=town.clerk, on=timezone.localdate()).exists()


def test_no_address_fails_over_odd_letters(town: Town) -> None:
    names = ("q", "after", "number", "light", "office", "next", "version", "whose", "case")
    client = signed_in(town.chief)
    client.raise_request_exception = False

    query = {**dict.fromkeys(names, "\ud7ff\u202e" + "长" * 300), "office": "9" * 40, "version": "9" * 40}
    failed = {at: status for at in addresses() if (status := client.get(at, query).status_code) == 500}

    assert not failed
    for address in ("/", "/desk/", "/desk/search/", "/items/", "/verify/"):
        assert client.get(address, {"q": "a\x00b"}).status_code == 400, address
    for address in ("/progress/a%00b/", "/verify/a%00b", "/documents/a%00b/", "/desk/matters/a%00b/", "/items/a%00b/"):
        assert client.get(address).status_code == 400, address


def test_a_form_with_a_nul_is_refused_in_words(client: Client, db: None) -> None:
    for address, given in (
        ("/progress/", {"number": "a\x00b", "query_code": "x\x00"}),
        ("/accounts/login/", {"phone": "199\x0000000066"}),
        ("/accounts/staff/", {"login": "a\x00", "password": "b\x00"}),
    ):
        assert client.post(address, given).status_code in (200, 422), address


ASKED: dict[str, Callable[[str], Any]] = {
    "address": lambda text: masked(text, "address"),
    "name of a file": clean_name,
    "endings": endings,
    "number": lambda text: (tidy_number(text), is_number(text), looks_like_number(text)),
    "words": read_query,
    "phone": normal_phone,
    "identity": lambda text: check_identity("citizen-id", text, today=timezone.localdate()),
    "pdf": lambda text: pdfs.findings(io.BytesIO(text.encode() + b"startxref %%EOF")),
}


@pytest.mark.parametrize("what", sorted(ASKED))
@pytest.mark.parametrize("piece", ["市", "1", "a.", " ", "-", "stream\n", "#41", "自治区", "\u3000"])
def test_no_pattern_takes_long_over_any_input(what: str, piece: str) -> None:
    began = time.process_time()
    ASKED[what](piece * (200_000 // len(piece)))
    assert time.process_time() - began < 2
