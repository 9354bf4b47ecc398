"""Every text a person reads has an English counterpart, with the same values in it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.template import engines
from django.template.base import Node, TextNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from tests import house

FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
PLACE = re.compile(r"%\((\w+)\)|\{(\w*)\}")


@pytest.mark.parametrize("module", house.MODULES)
def test_every_chinese_text_of_a_module_has_an_english_one(module: str) -> None:
    missing = sorted({text for text in _texts_of(module) if text not in _english()})
    assert not missing, "\n".join(missing)


def test_english_texts_name_the_same_values() -> None:
    different = [
        f"{chinese} / {english}"
        for path in _catalogues()
        for message in _read(path)
        for chinese, english in zip(_forms(message.id), _forms(message.string))
        if english and set(PLACE.findall(chinese)) != set(PLACE.findall(english))
    ]
    assert not different, different


def _forms(text: str | list[str] | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@cache
def _english() -> frozenset[str]:
    """Return every Chinese text that some module has put into English."""
    return frozenset(
        _forms(message.id)[0]
        for path in _catalogues()
        for message in _read(path)
        if all(_forms(message.string)) and not message.fuzzy
    )


def _catalogues() -> list[Path]:
    return sorted(house.PACKAGE.glob("*/locale/en/LC_MESSAGES/*.po"))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def _texts_of(module: str) -> Iterator[str]:
    folder = house.PACKAGE / module
    for path in house.templates():
        if house.module_of(path) == module and path.suffix in {".html", ".txt"}:
            template = engines["django"].get_template(str(path.relative_to(folder / "templates")))
            yield from _texts_in(template.template.nodelist)
    for path in house.sources():
        if house.module_of(path) == module:
            yield from _texts_in_code(ast.parse(path.read_text()))


def _texts_in(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, TranslateNode) and isinstance(node.filter_expression.var, str):
            yield node.filter_expression.var
        elif isinstance(node, TranslateNode) and getattr(node.filter_expression.var, "literal", None):
            yield node.filter_expression.var.literal
        elif isinstance(node, BlockTranslateNode):
            yield _text_of_block(node)
        elif not isinstance(node, TextNode):
            for name in node.child_nodelists:
                yield from _texts_in(getattr(node, name, None) or [])


def _text_of_block(node: BlockTranslateNode) -> str:
    text, _ = node.render_token_list(node.singular)
    return re.sub(r"\s*\n\s*", " ", text.strip()) if node.trimmed else text


def _texts_in_code(tree: ast.AST) -> Iterator[str]:
    for call, name in house.calls(tree):
        if name in FUNCTIONS and call.args and isinstance(call.args[0], ast.Constant):
            yield call.args[0].value
