"""Which law does a step of a derivation rest on?"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tongban.calendars.rules.days import NoticeTitle

FILE = Path(__file__).parents[1] / "data" / "sources.toml"


@dataclass(frozen=True)
class Source:
    """An article of law, or the notice that named a holiday; ``says`` gives its rule in short."""

    code: str
    title: str
    title_en: str
    article: str
    says: str
    says_en: str

    def __str__(self) -> str:
        if self.code.startswith("notice"):
            return f"{self.title}（{self.article}）" if self.article else self.title
        return f"《{self.title}》第{self.article}条" if self.article else f"《{self.title}》"


@cache
def legal_sources() -> dict[str, Source]:
    """Return the articles by the code of the rule they give."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {entry["code"]: Source(**entry) for entry in table["source"]}


def source_of(notice: NoticeTitle) -> Source:
    """Return a notice as a source."""
    english = f"Notice of public holidays {notice.year}"
    return Source(f"notice-{notice.region_code}-{notice.year}", notice.title, english, notice.number, "", "")
