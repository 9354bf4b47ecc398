"""Obstacles in words: the same code has the same wording everywhere, in Chinese and in English.

Every app keeps its words in ``wording.py`` as ``WORDS = {"code": ("中文 {about}", "English {about}")}``; the
braces take the obstacle's ``about`` and its details by name.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils import translation

from tongban.kernel.obstacles import Obstacle
from tongban.ui.tags.dates import with_weekday

WORDS = {
    # What is said to other systems by the API.
    "number_not_exact": ("数字超出了可以准确表示的范围", "This number is beyond what can be told exactly"),
    "text_not_plain": (
        "文字里含有不能保存的字符（空字符或不完整的字符）",
        "The text holds characters that cannot be kept: NUL, or half a character",
    ),
    "media_type_not_taken": ("请求内容的类型应为 {about}", "The content must be of the type {about}"),
    "body_not_json": ("请求内容不是有效的 JSON", "The content is not valid JSON"),
    "body_too_large": ("请求内容太大", "The content is too large"),
    "nothing_there": ("没有这一项，或者您无权查看", "There is nothing here, or nothing that you may see"),
    "not_permitted": ("不允许这样做", "This is not permitted"),
    "request_malformed": ("请求格式不正确", "The request is malformed"),
    "value_not_taken": ("“{about}”不符合要求：{why}", "“{about}” is not as described: {why}"),
    "if_match_missing": (
        "请在 If-Match 中写明您读取时的 ETag",
        "Say in If-Match which version you have read (its ETag)",
    ),
    "temporarily_unavailable": ("系统暂时不能处理，请稍后再试", "This cannot be done at the moment: try again shortly"),
    "not_found": ("没有找到您要的内容：{about}", "We could not find what you asked for: {about}"),
    "not_allowed": ("您没有权限这样做：{about}", "You are not allowed to do this: {about}"),
}

Words = tuple[str, str]
A_DAY = re.compile(r"[12]\d{3}-\d{2}-\d{2}")


class _Details(dict[str, object]):
    """Details of an obstacle; one that is not given leaves no trace in the sentence."""

    def __missing__(self, key: str) -> str:
        return ""


@cache
def all_words() -> Mapping[str, Words]:
    """The words of every app, by code. That no two apps word one code differently is for a test to say."""
    return {code: pair for words in words_by_app().values() for code, pair in words.items()}


def words_by_app() -> dict[str, Mapping[str, Words]]:
    """Collect what each app says, lower apps first."""
    named = [app.name for app in reversed(list(apps.get_app_configs())) if find_spec(f"{app.name}.wording")]
    return {name: getattr(import_module(f"{name}.wording"), "WORDS", {}) for name in named}


def say(obstacle: Obstacle, language: str | None = None) -> str:
    """Put an obstacle into words, in a language or in that of the reader.

    A code without words is shown readably rather than hidden: “missing paper：租赁合同”.
    """
    is_chinese = (language or translation.get_language() or "zh-hans").startswith("zh")
    pair = all_words().get(obstacle.code)
    if pair is None:
        name = obstacle.code.replace("_", " ")
        colon = "：" if is_chinese else ": "
        return f"{name}{colon}{obstacle.about}" if obstacle.about else name

    sentence = pair[0] if is_chinese else pair[1]
    told = {**obstacle.details, "about": obstacle.about}
    said = {name: in_words(value, is_chinese=is_chinese) for name, value in told.items()}
    return sentence.format_map(_Details(said)).strip()


def in_words(value: object, *, is_chinese: bool | None = None) -> object:
    """Return a day, which the record keeps as 2026-05-07, as a person reads it; anything else as it is."""
    if not isinstance(value, str) or not A_DAY.fullmatch(value):
        return value
    try:
        return with_weekday(date.fromisoformat(value), is_chinese=is_chinese, is_to_keep=True)
    except ValueError:
        return value
