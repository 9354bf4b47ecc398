"""Laws as items cite them: one title and one way to write an article, so that a change of law finds every item.

People write 《中华人民共和国食品安全法》第三十五条第一款, 食品安全法（2021年修正） 第35条, or 第十条至第十二条之一.
Compared are the title without 《》, spaces, 中华人民共和国 and the year of an amendment, and the article in digits.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMBER = "[0-9零〇一二两三四五六七八九十百千]+"
ARTICLE = re.compile(rf"(?:第|(?<![0-9])(?=[0-9]))({NUMBER})条(?:之({NUMBER}))?")
BARE = re.compile(rf"({NUMBER})(?:-({NUMBER}))?")
SEVERAL = re.compile(rf"第?({NUMBER}(?:、{NUMBER})+)条")
AMENDED = re.compile(r"\((?:\d{4}年?[^)]*|[^)]*(?:修订|修正|修改|试行|示例))\)$")
STATE = "中华人民共和国"
LONGEST_RANGE = 60  # articles; a wider one is a slip of the pen


@dataclass(frozen=True, order=True)
class Citation:
    """One article of one law; without an article, the law as a whole."""

    title: str
    article: str = ""


def normal_title(title: str) -> str:
    """Return the title as it is compared.

    >>> normal_title("《中华人民共和国食品安全法》"), normal_title("食品 安全法（2021年修正）")
    ('食品安全法', '食品安全法')
    >>> normal_title("中华人民共和国宪法")
    '宪法'
    """
    plain = re.sub(r"[\s《》〈〉]", "", unicodedata.normalize("NFKC", title))
    return AMENDED.sub("", plain).removeprefix(STATE)


def number(text: str) -> int:
    """Return a number written in Chinese or in digits.

    >>> [number(text) for text in ("三十五", "一百零四", "十", "一千二百六十", "35", "二〇")]
    [35, 104, 10, 1260, 35, 20]
    """
    if text.isdecimal():
        return int(text)
    if not any(unit in text for unit in UNITS):
        return int("".join(str(DIGITS[digit]) for digit in text))
    total = digit = 0
    for character in text:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = int(character) if character.isdecimal() else DIGITS[character]
    return total + digit


def normal_articles(text: str) -> tuple[str, ...]:
    """Return the articles named in a text, in digits, each once; paragraphs and items within an article are left out.

    >>> normal_articles("第三十五条第一款"), normal_articles("第三十五条之一"), normal_articles("35")
    (('35',), ('35-1',), ('35',))
    >>> normal_articles("第十条至第十二条、第 20 条")
    ('10', '11', '12', '20')
    >>> normal_articles("第三、五条")
    ('3', '5')
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if whole := BARE.fullmatch(plain):
        return (_written(*whole.groups()),)
    plain = SEVERAL.sub(lambda found: "、".join(f"第{one}条" for one in found[1].split("、")), plain)
    found: list[str] = []
    end_of_last = ""
    for match in ARTICLE.finditer(plain):
        between = end_of_last and plain[int(end_of_last) : match.start()]
        if between in ("至", "到", "-", "—", "~"):
            found += _between(found[-1], _written(*match.groups()))
        found.append(_written(*match.groups()))
        end_of_last = str(match.end())
    return tuple(dict.fromkeys(found))


def citations_in(text: str) -> tuple[Citation, ...]:
    """Return what a ground cites: one law or several, each with its articles.

    >>> citations_in("中华人民共和国行政许可法 第三十二条")
    (Citation(title='行政许可法', article='32'),)
    >>> citations_in("《食品安全法》第三十五条、《行政许可法》")
    (Citation(title='食品安全法', article='35'), Citation(title='行政许可法', article=''))
    """
    if "《" in text:
        parts = [(title, rest) for title, rest in re.findall(r"《([^《》]+)》([^《]*)", text)]
    else:
        title, _, rest = unicodedata.normalize("NFKC", text).strip().partition(" ")
        parts = [(title, rest)]
    return tuple(citation for title, rest in parts for citation in _cited(title, rest))


def citations_of(bases: Iterable[Mapping[str, Any]]) -> tuple[Citation, ...]:
    """Return what the legal bases of an item cite.

    >>> citations_of([{"title": "中华人民共和国食品安全法", "article": "第三十五条"}])
    (Citation(title='食品安全法', article='35'),)
    """
    return tuple(one for basis in bases for one in _cited(basis["title"], basis.get("article") or ""))


def _cited(title: str, articles: str) -> Iterator[Citation]:
    if plain := normal_title(title):
        yield from (Citation(plain, article) for article in normal_articles(articles) or ("",))


def _written(article: str, branch: str | None) -> str:
    return f"{number(article)}-{number(branch)}" if branch else str(number(article))


def _between(first: str, last: str) -> list[str]:
    start, end = int(first.partition("-")[0]), int(last.partition("-")[0])
    return [str(one) for one in range(start + 1, end)] if 0 < end - start < LONGEST_RANGE else []
