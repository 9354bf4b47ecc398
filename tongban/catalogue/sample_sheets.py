"""A workbook of invented items, as many as are wanted: for tests and measurements. Nothing in it exists.

The items are sound, so that they can be published: what a test wants wrong, it makes wrong.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

from tongban.catalogue.queries.sheets.writing import FIRST_ROW, writing
from tongban.catalogue.rules.sheets.columns import ITEMS, PAPERS, ROW, SCENARIOS, STEPS, sheets
from tongban.people.models import Office

KINDS = ("许可", "备案", "登记", "核准", "认定")
THINGS = (
    "食品经营", "户外广告", "排水", "占道施工", "动物诊疗", "教师资格", "医师执业", "道路货运", "烟草零售", "消防检查",
    "民办学校", "旅馆业", "公共场所卫生", "建筑施工", "城市绿化", "燃气经营", "种子生产", "渔业捕捞", "林木采伐",
    "水土保持",
)  # fmt: skip
PLACES = ("设立", "变更", "延续", "注销", "补办", "换发", "年度", "临时")
PAPER_NAMES = ("申请表", "场所平面布置图", "设备设施清单", "管理制度文本", "从业人员名册", "现场照片")

Cells = dict[str, Any]
Change = Callable[[str, int, Cells], Cells | None]


def write_sample(
    out: IO[bytes],
    offices: Sequence[Office],
    *,
    count: int,
    papers: int = 6,
    steps: int = 3,
    scenarios: int = 0,
    first: int = 1,
    change: Change = lambda sheet, number, cells: cells,
) -> None:
    """Write so many invented items, spread over offices; ``change`` may alter or drop any row before it is written.

    They are numbered from ``first`` on. Cells are given as they are typed: words, numbers, days.
    """
    with writing(out) as book:
        pages = {code: book.add_sheet(sheet) for code, sheet in sheets().items()}
        lines = dict.fromkeys(pages, FIRST_ROW - 1)
        for number in range(first, first + count):
            for sheet, cells in _rows(number, offices[number % len(offices)], papers, steps, scenarios):
                changed = change(sheet, number, cells)
                if changed is not None:
                    columns = sheets()[sheet].columns
                    pages[sheet].row(lines[sheet], [None, *(changed.get(name) for name in columns)])
                    lines[sheet] += 1
        book.add_options()


def basic_code(number: int) -> str:
    """Return the invented basic code of an item: type 01, from 990 on.

    >>> basic_code(12)
    '990170012000'
    """
    return f"9901{70000 + number:05d}000"


def name_of(number: int) -> str:
    """Return an invented name, the same for the same number."""
    thing, place = THINGS[number % len(THINGS)], PLACES[number // len(THINGS) % len(PLACES)]
    return f"{thing}{KINDS[number % len(KINDS)]}（{place}第{number}类）"


def _rows(number: int, office: Office, papers: int, steps: int, scenarios: int) -> Iterable[tuple[str, Cells]]:
    yield ITEMS, _item(number, office)
    for place in range(scenarios):
        yield SCENARIOS, {ROW: str(number), "handle_item_name": f"情形{place + 1}"}
    for place in range(papers):
        yield PAPERS, _paper(number, place)
    for place in range(steps):
        yield (
            STEPS,
            {
                ROW: str(number),
                "step_wave": place + 1,
                "step_name": f"第{place + 1}轮审查",
                "step_post": "审查",
                "step_days": 1,
                "step_unit": "工作日",
                "review_standard": "材料齐全。\n与现场一致。",
            },
        )


def _item(number: int, office: Office) -> Cells:
    return {
        ROW: str(number),
        "catalog_code": basic_code(number),
        "task_name": name_of(number),
        "task_type": "行政许可",
        "catalog_origin": "本地增加",
        "by_law": "《中华人民共和国行政许可法》第十二条",
        "dept_code": office.uscc,
        "power_source": "法定本级行使",
        "dept_type": "法定机关",
        "summary": f"需要办理{THINGS[number % len(THINGS)]}业务的，先办这一项。",
        "who": "在本市从事相关活动的企业、个体工商户和个人。",
        "server_type": "自然人\n法人",
        "user_topic_type": "开店办企业",
        "project_type": "承诺件",
        "run_mode": "本平台办理",
        "accept_condition": "有固定的场所。\n有相应的人员和制度。",
        "anticipate_day": 20,
        "anticipate_type": "工作日",
        "promise_day": 7,
        "promise_type": "工作日",
        "accept_day": 5,
        "deliver_day": 10,
        "handle_type": "窗口办理\n网上办理",
        "transact_addr": f"{office.name}一层综合窗口",
        "transact_time": "工作日 9:00–12:00、13:30–17:30",
        "duty_office": "审批科 0990-8001234",
        "link_way": "0990-8001234",
        "supervise_way": "12345",
        "progress_way": "https://example.com/progress",
        "review_organ": "云州市人民政府",
        "litigation_court": "云州市中级人民法院",
        "limit_scene_num": 0,
        "online_handle_depth": "互联网咨询\n互联网收件\n互联网预审\n互联网受理\n互联网办理\n互联网办理结果信息反馈",
        "online_handle_url": f"https://example.com/items/{number}",
        "is_single_login": "是",
        "is_entry_center": "是",
        "is_schedule": "是",
        "is_pay_online": "否",
        "is_express": "是",
        "result_name": f"{THINGS[number % len(THINGS)]}许可证",
        "result_type": "证照",
        "result_validity": "5年",
        "deliver_way": "电子证照\n邮寄",
        "questions": "要跑几次？\n多久能办好？",
        "answers": "不用跑，可以全程网上办。\n一般七个工作日。",
        "own_words": f"办{THINGS[number % len(THINGS)]}\n第{number}类怎么办",
    }


def _paper(number: int, place: int) -> Cells:
    name = PAPER_NAMES[place % len(PAPER_NAMES)]
    return {
        ROW: str(number),
        "material_name": name if place < len(PAPER_NAMES) else f"{name}（{place}）",
        "material_type": "原件",
        "material_format": "纸质或电子",
        "is_need": "必要",
        "why": f"核对{name}与申请是否一致。",
        "material_by_law": "中华人民共和国行政许可法 第三十一条",
        "source_type": "申请人自备",
        "page_num": 1,
        "page_format": "A4",
        "accept_stand": "字迹清楚，内容完整，有签名或者盖章。",
        "fill_explain": "按实际情况填写。",
    }
