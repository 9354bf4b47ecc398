"""Values as they go over the wire: ids are strings, text is text that a database can hold, numbers are exact."""

import math
from typing import Annotated, Any

from django.http import Http404
from ninja import Field
from pydantic import BeforeValidator

from tongban.kernel.obstacles import Obstacle
from tongban.ui.api.problems import Turned

LARGEST_ID = 2**63 - 1
LARGEST_EXACT = 2**53  # beyond it, readers in other languages see another number (RFC 7493)

# An identifier as it is answered. Ids that are asked for are plain text: what is no id is not found.
Id = Annotated[str, BeforeValidator(str), Field(pattern=r"^[0-9]{1,19}$")]
Limit = Annotated[int, Field(ge=1, le=100, description="How many rows at most", examples=[50])]
After = Annotated[str, Field(max_length=2000, description="The cursor that the page before ended with: `next`")]


def key_of(text: str) -> int:
    """Return an id that was asked for as a number. Raises Http404 for what can be none."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 19 or int(text) > LARGEST_ID:
        raise Http404
    return int(text)


def refuse_unfit(value: Any) -> None:
    """Raise ``Turned`` 400 for a text with NUL or half a character, or a number that is not exact, anywhere inside."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                refuse_unfit_text(text)
            case dict() as inner:
                waiting += [*inner.keys(), *inner.values()]
            case list() as inner:
                waiting += inner
            case bool():
                pass
            case int() as number if abs(number) > LARGEST_EXACT:
                raise Turned(400, Obstacle("number_not_exact"))
            case float() as number if not math.isfinite(number):
                raise Turned(400, Obstacle("number_not_exact"))


def refuse_unfit_text(text: str) -> None:
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Turned(400, Obstacle("text_not_plain"))
