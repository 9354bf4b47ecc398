"""The words of calendars in Chinese and English: obstacles, and the rows of a derivation.

Free of Django, so that the command line says the same as the pages.
"""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.calendars.rules.derivations import Derivation, Row
from tongban.kernel.moments import BEIJING
from tongban.kernel.obstacles import Obstacle

Words = tuple[str, str]

WORDS: dict[str, Words] = {
    "amount_not_a_number": ("“{about}”不是 0 到 {most} 的整数", "“{about}” is not a whole number from 0 to {most}"),
    "date_beyond_calendar": (
        "只能推算 {first} 年到 {last} 年的日期 {about}",
        "Dates can be worked out from {first} to {last} only {about}",
    ),
    "date_malformed": (
        "“{about}”不是日期，请写成 2026-04-29",
        "“{about}” is not a date; write it like 2026-04-29",
    ),
    "notices_kept_for_managers": (
        "放假安排由系统管理员导入；需要更正的，请与管理员联系。",
        "Notices of holidays are loaded by administrators. Tell one what has to be put right.",
    ),
    "holiday_without_name": ("{about} 放假，但没有写节日名称", "{about} is off, but the holiday has no name"),
    "line_malformed": (
        "看不懂这一行：{about}。请写成：2026-04-29 2 working",
        "This line cannot be read: {about}. Write it like: 2026-04-29 2 working",
    ),
    "make_up_day_on_a_weekday": (
        "{about} 本来就是工作日，不能再写成调休上班日",
        "{about} is a working day anyway and cannot be a make-up working day",
    ),
    "notice_changes_nothing": (
        "{year} 年的安排与已有的《{about}》完全一样，不用再导入",
        "The arrangement for {year} is the same as the one already held ({about}); there is nothing to load",
    ),
    "notice_day_outside_year": (
        "{about} 不在 {year} 年（通知可以包含上一年 12 月的日期）",
        "{about} is not in {year} (a notice may also name days of the December before)",
    ),
    "notice_day_twice": ("{about} 写了两次", "{about} is named twice"),
    "notice_has_no_days": ("没有读到任何日期", "No days were found in it"),
    "notice_has_too_many_days": (
        "一份通知最多 {most} 天，这里有 {about} 天",
        "A notice names {most} days at most; this one names {about}",
    ),
    "notice_line_unreadable": (
        "第 {line} 行看不懂：{about}。请写成：2027-02-05,放假,春节",
        "Line {line} cannot be read: {about}. Write it like: 2027-02-05,holiday,春节",
    ),
    "notice_loaded_meanwhile": (
        "刚刚有人导入了 {year} 年的另一份通知，请重新查看差异",
        "Somebody else has just loaded a notice for {year}; please look at the differences again",
    ),
    "notice_unreadable": ("这份通知读不出来：{about}", "The notice cannot be read: {about}"),
    "notice_without_source": ("请填写文号或出处", "Please fill in the document number or where it was published"),
    "notice_without_title": ("请填写通知标题", "Please fill in the title of the notice"),
    "notice_year_out_of_reach": (
        "年份 {about} 不在 {first} 到 {last} 之间",
        "The year {about} is not between {first} and {last}",
    ),
    "pause_ends_before_it_begins": (
        "暂停“{about}”的结束日早于开始日",
        "The pause “{about}” ends before it begins",
    ),
    "pause_malformed": (
        "“{about}”不是暂停时段，请写成 2026-05-06..2026-05-12",
        "“{about}” is not a pause; write it like 2026-05-06..2026-05-12",
    ),
    "pause_still_open": (
        "从 {about} 起的暂停还没有结束，结束后才能算出到期日",
        "The pause since {about} has not ended; the due day is known when it ends",
    ),
    "region_code_malformed": (
        "“{about}”不是行政区划代码（6、9 或 12 位数字）",
        "“{about}” is not a region code (6, 9 or 12 digits)",
    ),
    "unit_unknown": (
        "“{about}”不是计时单位：working 工作日、calendar 自然日、hour 小时",
        "“{about}” is not a unit: working, calendar or hour",
    ),
}

WEEKDAYS: tuple[Words, ...] = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)
UNITS: dict[str, Words] = {
    "working": ("个工作日", "working day(s)"),
    "calendar": ("日（自然日）", "calendar day(s)"),
    "hour": ("个工作小时", "office hour(s)"),
}
KINDS: dict[str, Words] = {
    "working": ("工作日", "working day"),
    "make_up": ("调休上班日", "make-up working day"),
    "weekend": ("周末", "weekend"),
    "holiday": ("放假", "holiday"),
}
MARKS: dict[str, Words] = {
    "start": ("开始的当日，不计入", "day of the event, not counted"),
    "counted": ("计入", "counted"),
    "skipped": ("不计入", "not counted"),
    "paused": ("暂停，不计入", "clock stands still, not counted"),
    "given_back": (
        "最后一日依申请暂停，没有用完，恢复后补回",
        "a last day on which it was stopped: given back later",
    ),
    "moved_to": ("最后一日遇休息日，顺延到这一天", "the last day fell on a day off and moves here"),
}
PROVISIONAL: Words = ("放假通知未公布，暂按周末推算", "notice not published yet, by the week alone")
EXTENSION: Words = ("延长期", "extension")
# English names of the holidays; a local festival keeps the name its notice gives it.
HOLIDAYS = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-Sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th Anniversary of Victory",
}


@dataclass(frozen=True)
class ToldRow:
    """One row of a derivation in words, as the derivation component shows it."""

    day: date
    kind: str
    counted: str
    note: str


def told(derivation: Derivation, language: str | None = None) -> list[ToldRow]:
    """Put the rows of a derivation into words, in Chinese unless another language is asked for."""
    place = 0 if (language or "zh").startswith("zh") else 1
    return [_told_row(row, derivation, place) for row in derivation.rows]


def name_of_holiday(name: str, language: str | None = None) -> str:
    """Return the name of a holiday in a language."""
    return name if (language or "zh").startswith("zh") else HOLIDAYS.get(name, name)


def in_words(obstacle: Obstacle, place: int) -> str:
    """Return an obstacle of this module in Chinese (0) or English (1), where Django is not started."""
    return WORDS[obstacle.code][place].format(**{"about": obstacle.about, **obstacle.details}).strip()


def _told_row(row: Row, derivation: Derivation, place: int) -> ToldRow:
    kind = KINDS[row.kind][place]
    if row.kind in ("holiday", "make_up") and row.name:
        name = row.name if place == 0 else HOLIDAYS.get(row.name, row.name)
        kind = f"{name}{kind}" if place == 0 else f"{name} ({kind})"
    parts = [kind, _mark(row, derivation, place)]
    if row.stage == "extension":
        parts.append(EXTENSION[place])
    if row.is_provisional:
        parts.append(PROVISIONAL[place])
    return ToldRow(row.day, kind, _counted(row, derivation, place), ("，" if place == 0 else ", ").join(parts))


def _mark(row: Row, derivation: Derivation, place: int) -> str:
    if row.until is None:
        is_due = derivation.amount == 0 and row.mark == "start" and len(derivation.rows) == 1
        return ("当日办结", "due the same day")[place] if is_due else MARKS[row.mark][place]
    clock = _clock(row.until)
    if row.mark == "start":
        return (f"从 {clock} 起算", f"counts from {clock}")[place]
    return (f"计到 {clock}", f"counted to {clock}")[place]


def _counted(row: Row, derivation: Derivation, place: int) -> str:
    if not row.counted:
        return ""
    if derivation.unit != "hour":
        return str(row.counted)
    hours, minutes = divmod(row.counted, 60)
    return (f"{hours} 小时 {minutes} 分", f"{hours} h {minutes} min")[place]


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(BEIJING):%H:%M}"
