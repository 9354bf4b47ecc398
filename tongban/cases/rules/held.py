"""What of a case is put on file for its applicant, to be shown again elsewhere."""

from collections.abc import Mapping
from typing import Any

MERE_ANSWER = "其他"  # the type of results that are entered somewhere, paid or told, and no paper


def is_shown_again(result: Mapping[str, Any]) -> bool:
    """Say whether a result is a paper that its holder will show elsewhere.

    >>> is_shown_again({"name": "营业执照", "type": "证照"}), is_shown_again({"name": "参保信息", "type": "其他"})
    (True, False)
    """
    return bool(result.get("name")) and result.get("type") != MERE_ANSWER
