"""Names of papers: which leave open what is meant, and which are one paper under two names."""

import re
import unicodedata
from collections.abc import Mapping

PAPER = r"(?:材料|资料|文件|文书|手续|证件|证明|证照|凭证|附件)"
OPEN = r"(?:其他|其它|有关|相关|所需|必要|必需|相应|另外)"
CATCH_ALL = re.compile(
    rf"{OPEN}的?(?:证明|申请|补充|辅助|佐证)*{PAPER}"  # 其他材料、有关证明文件
    rf"|(?:其他|其它)[^，、；：]{{0,14}}(?:材料|资料|文件|手续)$"  # 其他需要提交的材料
    rf"|(?:部门|机关|单位|窗口|法规|规章|规定|办法)(?:认为|要求|规定|需要)[^，、；：]{{0,10}}(?:材料|资料|文件|手续)$"
    rf"|^(?:应当|需要|须|需)(?:提交|提供|补充)的?{PAPER}$"
    rf"|(?<![一二三四五六七八九十甲乙丙丁特优平同对上中下高低])等(?:其他|其它|有关|相关|证明|申请)*{PAPER}?$"
)
REMARK = re.compile(r"[（(][^（()）]*[)）]")
FORM_WORDS = re.compile(r"(?:原件|复印件|扫描件|影印件|正本|副本|正反面|及|和|或|的|、|一份|电子版|照片版|\d+份)")
ENDINGS = re.compile(r"(?:证明文件|证明材料|证明|材料|文件)$")


def tidy(name: str) -> str:
    """Return a name without what only dresses it: width, spaces, remarks in brackets, a full stop.

    >>> tidy("其 他 材料（如有）。")
    '其他材料'
    """
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return REMARK.sub("", plain).rstrip("。.;；,，")


def is_catch_all(name: str) -> bool:
    """Return whether a paper's name leaves open what is meant.

    >>> is_catch_all("其他相关材料"), is_catch_all("法律法规规定的其他材料"), is_catch_all("经营场所布局图")
    (True, True, False)
    >>> is_catch_all("营业执照等"), is_catch_all("职业技能等级证书"), is_catch_all("高等学校毕业证书")
    (True, False, False)
    """
    return bool(CATCH_ALL.search(tidy(name)))


def stem(name: str, synonyms: Mapping[str, str]) -> str:
    """Return the paper that a name means, whatever form of it is asked and however it is also called.

    >>> known = {"身份证": "居民身份证", "身份": "居民身份证"}
    >>> stem("申请人身份证复印件", known) == stem("居民身份证（原件）", known) == stem("身份证明", known)
    True
    """
    plain = FORM_WORDS.sub("", tidy(name)).removeprefix("申请人").removeprefix("本人")
    for each in (plain, ENDINGS.sub("", plain)):
        if each in synonyms:
            return synonyms[each]
    return ENDINGS.sub("", plain) or plain
