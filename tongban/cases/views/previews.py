"""The form of an item as an applicant will fill it in, before anybody does."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tongban.cases.forms.application import ApplicationForm
from tongban.cases.forms.apply import QuestionsForm
from tongban.catalogue.models import Item, ItemVersion
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, officer_required, require


@require_safe
@officer_required
def form_preview(request: OfficerRequest, code: str) -> HttpResponse:
    """The form of the draft, or of the version in force; what is typed is judged and kept nowhere."""
    item = get_object_or_404(Item.objects.select_related("office", "catalog_item", "current"), code=code)
    require(request, "manage_catalogue", "approve_catalogue", office=item.office)
    version = item.versions.filter(state__in=ItemVersion.UNFINISHED).first() or item.current
    shown: dict[str, object] = {"item": item, "version": version}
    if version is not None and version.form_schema.get("properties"):
        language, sent = get_language() or "zh", request.GET if request.GET else None
        situation = QuestionsForm(version.questions, language=language, data=sent)
        today = local_day(timezone.now())
        form = ApplicationForm(version.form_schema, situation.answers, language=language, today=today, data=sent)
        shown |= {"form": form, "situation": situation, "is_tried": sent is not None and form.is_valid()}
    return render(request, "cases/form_preview.html", shown)
