"""Printing the file of a case: one button."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from tongban.cases.actions.filing import print_case_file
from tongban.cases.queries.filing import contents_of
from tongban.cases.views.desk import case_for
from tongban.people.access import OfficerRequest, officer_required


@require_POST
@officer_required
def print_file(request: OfficerRequest, number: str) -> HttpResponse:
    """Cover, contents and closing sheet as one paper, with the pages of everything in the file."""
    case = case_for(request, number)
    lines = contents_of(case)  # papers are typeset here, before anything is locked
    document = print_case_file(case=case, lines=lines, by=request.officer, now=timezone.now())
    return redirect("documents:document", number=document.number)
