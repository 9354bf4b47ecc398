"""The forms of personal values that may be shown."""

import re

COMPOUND_SURNAMES = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 "
    "漆雕 乐正 宰父 谷梁 拓跋 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 第五"
)
# Up to and including the county level: what comes after says where somebody lives.
DISTRICT = re.compile(
    r"^(?P<shown>(?:[^省]{2,6}省|[^区]{2,6}自治区)?(?:[^市]{2,8}?(?:市|自治州|地区|盟))?(?:[^区县旗市]{1,8}(?:区|县|旗|市))?)"
)


def masked(value: str, kind: str) -> str:
    """Return the form that may be shown.

    >>> masked("欧阳小明", "name"), masked("13812345678", "phone"), masked("11010519491231002X", "identity")
    ('欧阳**', '138****5678', '110***********002X')
    >>> masked("云州市云城区人民路 5 号", "address")
    '云州市云城区***'
    """
    return MASKS.get(kind, _all)(value) if value else ""


def _name(value: str) -> str:
    shown = 2 if len(value) > 2 and value[:2] in COMPOUND_SURNAMES.split() else 1
    return value[:shown] + "*" * max(len(value) - shown, 1)


def _phone(value: str) -> str:
    return value[:3] + "****" + value[-4:] if len(value) > 9 else "****" + value[-2:]


def _identity(value: str) -> str:
    return value[:3] + "*" * (len(value) - 7) + value[-4:] if len(value) > 9 else "*" * len(value)


def _address(value: str) -> str:
    found = DISTRICT.match(value)
    return (found["shown"] if found else "") + "***"


def _all(value: str) -> str:
    return "***"


MASKS = {"name": _name, "phone": _phone, "identity": _identity, "address": _address}
