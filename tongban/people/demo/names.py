"""Plausible names of people who do not exist."""

import random

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
GIVEN = [
    "伟",
    "芳",
    "娜",
    "秀英",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀兰",
    "霞",
    "平",
    "刚",
    "桂英",
    "建国",
    "建华",
    "志强",
    "海燕",
    "春梅",
    "晓东",
    "晓明",
    "文博",
    "雨桐",
    "子轩",
    "欣怡",
    "思远",
    "佳琪",
    "国栋",
    "玉兰",
    "红梅",
    "立新",
    "永强",
    "雪梅",
    "宇航",
    "嘉怡",
    "浩然",
    "梓涵",
]


def person_name(draw: random.Random) -> str:
    return draw.choice(SURNAMES) + draw.choice(GIVEN)
