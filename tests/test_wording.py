"""Every reason for a refusal has words, one wording everywhere, in Chinese and in English."""

import re
from collections import defaultdict
from string import Formatter

from tests import house
from tongban.ui.wording import words_by_app

CODE = re.compile(r'\bObstacle\(\s*"(\w+)"')


def test_every_obstacle_named_in_the_code_has_words() -> None:
    known = {code for words in words_by_app().values() for code in words}
    missing = {
        f"{house.module_of(path)}: {code}"
        for path in house.sources()
        for code in CODE.findall(path.read_text())
        if code not in known
    }
    assert not missing, sorted(missing)


def test_an_obstacle_has_one_wording_everywhere() -> None:
    worded = defaultdict(set)
    for words in words_by_app().values():
        for code, pair in words.items():
            worded[code].add(pair)
    assert not [code for code, pairs in worded.items() if len(pairs) > 1]


def test_the_english_words_name_no_other_details() -> None:
    """A label may come in two: ``{label}`` in Chinese, ``{label_en}`` in English."""
    different = [
        f"{app}: {code}"
        for app, words in words_by_app().items()
        for code, (chinese, english) in words.items()
        if not chinese or not english or not _places(english) <= _places(chinese)
    ]
    assert not different, different


def _places(sentence: str) -> set[str]:
    return {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(sentence) if name is not None}
