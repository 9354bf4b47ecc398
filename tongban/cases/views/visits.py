"""Papers of a visit: one receipt, one form to sign, the labels of its bags."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from tongban.cases.actions.desk_papers import print_form_of_visit, print_label_of_bag, print_receipt_of_visit
from tongban.cases.views.window import DESK, WindowRequest, case_in_visit, in_visit
from tongban.kernel.obstacles import Refused
from tongban.ui.acts import tell_reasons


@require_POST
@in_visit
def receipt(request: WindowRequest) -> HttpResponse:
    """Print one receipt with a line for each application."""
    try:
        document = print_receipt_of_visit(visit=request.visit, by=request.officer, now=timezone.now())
    except Refused as refused:
        tell_reasons(request, refused)
        return redirect(DESK)
    return redirect("documents:document", number=document.number)


@require_POST
@in_visit
def form(request: WindowRequest) -> HttpResponse:
    """Print one form for all applications, to be signed once."""
    try:
        document = print_form_of_visit(visit=request.visit, by=request.officer, now=timezone.now())
    except Refused as refused:
        tell_reasons(request, refused)
        return redirect(DESK)
    return redirect("documents:document", number=document.number)


@require_POST
@in_visit
def label(request: WindowRequest, number: str) -> HttpResponse:
    """Print the label of the bag in which a case's papers go to the back office."""
    case = case_in_visit(request, number)
    document = print_label_of_bag(case=case, by=request.officer, now=timezone.now())
    return redirect("documents:document", number=document.number)
