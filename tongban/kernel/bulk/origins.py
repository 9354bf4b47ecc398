"""Where a row of an old system was told of."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """One line of a file that came from another system, read at a moment."""

    system: str
    file_digest: str
    line: int
    at: datetime
