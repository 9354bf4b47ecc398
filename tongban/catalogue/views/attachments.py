"""Files of guides: handed out to everybody, kept by who manages the item."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.catalogue.actions.attachments import attach_file
from tongban.catalogue.forms.attachments import AttachmentForm
from tongban.catalogue.models import Attachment
from tongban.catalogue.views.item_acts import managed
from tongban.documents.queries import open_file
from tongban.people.access import OfficerRequest, officer_required
from tongban.ui.acts import carried_out


@require_safe
def attachment(request: HttpRequest, code: str, file: str) -> FileResponse:
    """Hand a file out, always to be saved: it was made outside and is not shown within our pages."""
    found = get_object_or_404(Attachment.objects.select_related("file"), item__code=code, code=file)
    name = f"{found.name}.{found.file.name.rpartition('.')[2]}"
    answer = FileResponse(open_file(found.file), as_attachment=True, filename=name, content_type=found.file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@officer_required
def attach(request: OfficerRequest, code: str) -> HttpResponse:
    """Keep a file for the guides of an item."""
    item, form = managed(request, code), AttachmentForm(request.POST, request.FILES)
    page = reverse("catalogue:desk_item", args=[code])
    if not form.is_valid():
        messages.error(request, _("请选择文件，并写明种类和名称。"))
        return redirect(page)
    given, now = form.cleaned_data, timezone.now()

    def act() -> object:
        return attach_file(
            item=item, kind=given["kind"], name=given["name"], upload=given["file"], by=request.officer, now=now
        )

    return carried_out(request, act, _("文件已保存；在材料里填上它的代码，指南就会给出下载。"), to=page)
