"""Reading what was sent: JSON of the right type and size, or one file of a form."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from ninja.parser import Parser

from tongban.kernel.obstacles import Obstacle
from tongban.ui.api.problems import Turned
from tongban.ui.api.values import refuse_unfit, refuse_unfit_text

FORM_OVERHEAD = 64 * 1024  # bytes around the file


class StrictParser(Parser):
    """Refuses what is not JSON by its own word, and values that no row could keep."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise Turned(415, Obstacle("media_type_not_taken", "application/json"))
        try:
            read = json.loads(request.body)
        except (ValueError, RecursionError) as error:  # half a character in the bytes is a ValueError too
            raise Turned(400, Obstacle("body_not_json")) from error
        refuse_unfit(read)
        return read


def only_file(request: HttpRequest, name: str = "file") -> tuple[UploadedFile, dict[str, str]]:
    """Return the one file of a form and its other fields. Raises ``Turned`` 413, 415 or 422."""
    if request.content_type != "multipart/form-data":
        raise Turned(415, Obstacle("media_type_not_taken", "multipart/form-data"))
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_LIMIT + FORM_OVERHEAD:
        raise RequestDataTooBig
    uploads = request.FILES.getlist(name)
    if len(uploads) != 1 or not isinstance(uploads[0], UploadedFile):
        raise Turned(422, Obstacle("value_not_taken", name, {"why": "exactly one file"}))
    fields = request.POST.dict()
    for text in (*fields.values(), uploads[0].name or ""):
        refuse_unfit_text(str(text))
    return uploads[0], {key: str(value) for key, value in fields.items()}
