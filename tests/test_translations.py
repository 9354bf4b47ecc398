"""The English texts are kept in order: none doubtful, none left over, none twice, one English for one Chinese text."""

import re
from collections import defaultdict

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests import house

CATALOGUES = sorted(house.PACKAGE.glob("*/locale/en/LC_MESSAGES/*.po"))
IN_A_TAG = re.compile(r"""_\((["'])(.+?)\1\)""")


@pytest.mark.parametrize("path", CATALOGUES, ids=house.where)
def test_no_text_is_doubtful_left_over_or_given_twice(path: house.Path) -> None:
    text = path.read_text()
    named = re.findall(r'^msgid (".+")$', text, re.MULTILINE)
    assert "#, fuzzy" not in text
    assert "#~" not in text
    assert sorted(named) == sorted(set(named))


def test_texts_handed_to_tags_have_english_ones() -> None:
    english = {str(message.id) for path in CATALOGUES for message in _read(path) if message.string}
    missing = {
        f"{house.where(path)}: {text}"
        for path in house.templates()
        for _, text in IN_A_TAG.findall(path.read_text())
        if text not in english
    }
    assert not missing, "\n".join(sorted(missing))


def test_one_chinese_text_has_one_english_text() -> None:
    """The catalogues of all apps are one: of two English texts, the one of the app that comes first would win."""
    given: dict[str, set[str]] = defaultdict(set)
    for path in CATALOGUES:
        for message in _read(path):
            if message.id and not message.context:
                given[str(message.id)].add(str(message.string))
    assert not {chinese: texts for chinese, texts in given.items() if len(texts) > 1}


def _read(path: house.Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")
