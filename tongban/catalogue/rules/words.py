"""Words by which an item is found: what it is indexed under, and what a query asks for.

Most Chinese words have two characters, which a trigram index loses without an error; so whole words are indexed, and
pairs of neighbouring characters beside them for words that no dictionary knows. Pinyin and initials are matched by
their beginning. The same tokens serve every database.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import rjieba
from pypinyin import lazy_pinyin

WORD, PAIR, PINYIN, INITIALS = "word", "pair", "pinyin", "initials"
CHINESE = re.compile(r"[一-鿿]+")
LATIN = re.compile(r"[a-z0-9]+")
LONGEST = 60

PHRASE_WEIGHT, OWN_WEIGHT, TITLE_WEIGHT, DEPARTMENT_WEIGHT = 40, 14, 10, 8
GENERIC_WEIGHT, PAIR_WEIGHT = 1, 2
SOUND_WEIGHTS = {PINYIN: 6, INITIALS: 8}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split(" "))


# Words of the administration that stand in nearly every title: they find, but they do not rank.
GENERIC = _set(
    "许可 审批 办理 申请 登记 备案 核准 认定 注册 检查 经营 设置 服务 单位 个人 企业 工程 证件 手续 业务 政务 材料"
)
# Words of the person who asks: they say nothing about the item.
IDLE = _set(
    "我要 我想 想要 需要 一个 一家 一下 怎么 怎样 如何 怎么办 哪里 在哪 什么 可以 请问 我们 能不能 办理 申请 去 的 了"
)


@dataclass(frozen=True)
class Term:
    token: str
    kind: str
    weight: int


@dataclass(frozen=True)
class Query:
    """What somebody typed, taken apart: words and pairs looked up as they are, sounds by their beginning."""

    words: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    sounds: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.pairs or self.sounds)


def read_query(text: str) -> Query:
    """Take a query apart.

    >>> sorted(read_query("我要开饭店").words)
    ['我要开饭店', '饭店']
    >>> read_query("sp jy").sounds
    frozenset({'spjy'})
    """
    text = plain(text)
    words, pairs = set(), set()
    for run in CHINESE.findall(text):
        tokens = {token for token in _cut(run) if len(token) > 1 or len(run) == 1}
        telling = tokens - IDLE
        words |= (telling - GENERIC) or telling or tokens
        words.add(run)
        pairs |= _pairs(run) - IDLE - GENERIC
    sounds = LATIN.findall(text)
    joined = "".join(sounds) if not words else ""
    words |= set(sounds)
    return Query(frozenset(words), frozenset(pairs), frozenset([joined] if joined else sounds))


def ceiling(prefix: str) -> str | None:
    """Return the first text after all that begin with the prefix; None when there is none.

    Only for a-z and 0-9, so that the answer is the same under every collation.

    >>> ceiling("spjy"), ceiling("shz"), ceiling("zz")
    ('spjz', 'si', None)
    """
    bare = prefix.rstrip("z")
    if not bare:
        return None
    last = bare[-1]
    return bare[:-1] + ("a" if last == "9" else chr(ord(last) + 1))


def plain(text: str) -> str:
    """Return the text in half-width lower case.

    >>> plain("ＳＰＪＹ 许可")
    'spjy 许可'
    """
    return unicodedata.normalize("NFKC", text).strip().lower()


@lru_cache(maxsize=2048)
def index_terms(*, title: str, own_words: tuple[str, ...], department_words: tuple[str, ...]) -> list[Term]:
    """Return every term of an item, each token once per kind with its best weight."""
    best: dict[tuple[str, str], int] = {}
    for phrases, weight in (((title,), TITLE_WEIGHT), (own_words, OWN_WEIGHT), (department_words, DEPARTMENT_WEIGHT)):
        for phrase in phrases:
            for term in _terms_of(plain(phrase), weight):
                key = (term.token, term.kind)
                best[key] = max(best.get(key, 0), term.weight)
    return [Term(token, kind, weight) for (token, kind), weight in sorted(best.items()) if len(token) <= LONGEST]


def _terms_of(phrase: str, weight: int) -> Iterable[Term]:
    for run in CHINESE.findall(phrase):
        is_whole = run == phrase or len(run) > 2  # 注销 in 许可（变更、注销） is no name of its own
        yield Term(run, WORD, PHRASE_WEIGHT if is_whole else weight)
        for token in _cut(run):
            if len(token) > 1:
                yield Term(token, WORD, GENERIC_WEIGHT if token in GENERIC else weight)
        for pair in _pairs(run):
            yield Term(pair, PAIR, GENERIC_WEIGHT if pair in GENERIC else PAIR_WEIGHT)
        for tail in _tails(run):
            yield from _sounds(tail, is_whole=tail == run)
    for word in LATIN.findall(phrase):
        yield Term(word, WORD, weight)


def _sounds(text: str, *, is_whole: bool) -> Iterable[Term]:
    bonus = 2 if is_whole else 0
    syllables = lazy_pinyin(text)
    yield Term("".join(syllables), PINYIN, SOUND_WEIGHTS[PINYIN] + bonus)
    initials = "".join(syllable[0] for syllable in syllables)
    if len(initials) > 1:
        yield Term(initials, INITIALS, SOUND_WEIGHTS[INITIALS] + bonus)


def _tails(run: str) -> list[str]:
    """Return the phrase and what is left of it from each word on: 食品经营许可, 经营许可; not 许可 alone."""
    words = rjieba.cut(run)
    tails = ["".join(words[start:]) for start in range(len(words))]
    return [tail for tail in tails if len(tail) > 1 and tail not in GENERIC]


def _cut(run: str) -> list[str]:
    return list(rjieba.cut_for_search(run))


def _pairs(run: str) -> set[str]:
    return {run[at : at + 2] for at in range(len(run) - 1)}
