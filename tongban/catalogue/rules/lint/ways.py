"""Ways of handling: trips, depth online, post, contacts, themes: the answers must agree with one another."""

import re
import unicodedata
from dataclasses import replace

from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.facts import must_fetch
from tongban.catalogue.rules.lint.checks import WARNING, World, check, with_element
from tongban.kernel.obstacles import Obstacle

AREA_PHONE = re.compile(r"^(0\d{2,3}-?\d{7,8}(-\d{1,6})?|12345|400-?\d{3}-?\d{4})$")
DOOR = re.compile(r"窗口|窗|室|号|楼|层|厅")
WORKING_DAY = re.compile(r"工作日|周一|星期一")
WHOLLY_ONLINE = {"4", "5", "6"}  # 受理、办理、结果反馈 online: 网办深度 Ⅳ


def _trips(content: Content) -> int | None:
    return content.element("limit_scene_num")


def _is_online(content: Content) -> bool:
    return bool({"web", "app"} & set(content.element("channels") or ()))


def _depth(content: Content) -> set[str]:
    return {str(each) for each in content.element("online_handle_depth") or ()}


@check("A23", source="交叉校验 2：到现场次数大于 0 写明原因，等于 0 不写")
def explains_its_trips(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A trip has a reason, and no trip has none."""
    trips, reason = _trips(content), content.element("limit_scene_explain")
    if trips and not reason:
        return [Obstacle("trips_without_reason", parent.name, {"trips": trips})]
    return [Obstacle("reason_without_trips", parent.name)] if trips == 0 and reason else []


@check("D08", source="交叉校验 3：不到现场又不能网办的，应当能邮寄申请")
def can_be_had_without_coming(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Without a trip and without the net there is the post."""
    stuck = _trips(content) == 0 and not _is_online(content) and "post" not in (content.element("channels") or ())
    return [Obstacle("no_way_without_coming", parent.name)] if stuck else []


@check("D05", source="交叉校验 4：网办深度 Ⅳ 级的到现场次数为 0")
def is_wholly_online_without_trips(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """What is done online from end to end takes no trip."""
    if _depth(content) >= WHOLLY_ONLINE and _trips(content):
        return [Obstacle("full_depth_with_trips", parent.name, {"trips": _trips(content)})]
    return []


@check("D03", source="要素 57：可以网办的写明网办深度", severity=WARNING)
def says_how_deep_online(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """An item online says how far."""
    return [Obstacle("online_without_depth", parent.name)] if _is_online(content) and not _depth(content) else []


@check("D08", source="要素 68：不到现场的，结果应当能邮寄或者电子送达")
def sends_its_result(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Where nobody need come, the result comes to them."""
    ways = (content.element("result") or {}).get("ways") or ()
    stuck = _trips(content) == 0 and must_fetch(ways)
    return [Obstacle("result_only_at_a_window", parent.name)] if stuck else []


@check("D08", source="要素 68：不到现场又不能网办的，应当支持物流快递")
def offers_express_where_nobody_comes(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """What is applied for by post alone is carried both ways: it says so."""
    by_post_alone = _trips(content) == 0 and not _is_online(content) and "post" in (content.element("channels") or ())
    is_missing = by_post_alone and not content.element("is_express")
    return [Obstacle("express_missing", parent.name)] if is_missing else []


@check("A22", source="交叉校验 5：不收费的，网上支付为否")
def pays_online_only_what_is_charged(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Nothing is paid where nothing is charged."""
    is_free = not (content.element("fees") or {}).get("charges")
    return [Obstacle("payment_without_fee", parent.name)] if is_free and content.element("is_pay_online") else []


@check("A19", source="交叉校验 6：咨询和投诉电话齐全、带区号、不相同")
def tells_where_to_ask_and_complain(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """Both phones are given, dialled from anywhere, and lead to different desks; place and hours are told."""
    contacts = content.element("contacts") or {}
    missing = [key for key in ("consult", "complain", "place", "hours") if not contacts.get(key)]
    obstacles = [Obstacle("contact_missing", key) for key in missing]
    phones = [unicodedata.normalize("NFKC", contacts[key]) for key in ("consult", "complain") if contacts.get(key)]
    if len(phones) > 1 and phones[0] == phones[1]:
        obstacles.append(Obstacle("one_phone_for_questions_and_complaints", parent.name))
    return obstacles + [Obstacle("phone_without_area_code", phone) for phone in phones if not AREA_PHONE.match(phone)]


@check("A19", source="交叉校验 10：时间写明工作日，地点写到窗口或门牌", severity=WARNING)
def can_be_found(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """The hours name working days; the place goes down to a window or a door."""
    contacts = content.element("contacts") or {}
    obstacles = []
    if contacts.get("hours") and not WORKING_DAY.search(contacts["hours"]):
        obstacles.append(Obstacle("hours_without_days", contacts["hours"]))
    if contacts.get("place") and not DOOR.search(contacts["place"]):
        obstacles.append(Obstacle("place_without_door", contacts["place"]))
    return obstacles


@check("A14", source="交叉校验 7：服务对象与主题一致")
def serves_whom_its_themes_name(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A theme needs somebody to serve, and whoever is served finds the item under a theme."""
    serves = content.fields.get("for_persons", True) or content.fields.get("for_firms", True)
    themes = [code for kind, code in content.placements if kind == "theme"]
    if themes and not serves:
        return [Obstacle("theme_without_audience", "、".join(themes))]
    return []


@check("A19", source="交叉校验 8：行政许可至少有一个常见问题")
def answers_a_question(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """A licence has at least one frequent question."""
    if parent.item_type == "01" and not content.element("faqs"):
        return [Obstacle("no_frequent_question", parent.name)]
    return []


@check("A08", source="交叉校验 9：结果名称与类型一致")
def calls_its_result_by_its_kind(content: Content, parent: Parent, world: World) -> list[Obstacle]:
    """…证 is a licence, …批复 an approval."""
    result = content.element("result") or {}
    name, kind = result.get("name") or "", result.get("type")
    wanted = "证照" if name.endswith(("证", "证书")) else "批文" if name.endswith(("批复", "批文")) else kind
    return [Obstacle("result_of_other_kind", name, {"kind": wanted})] if kind and kind != wanted else []


def without_idle_reason(content: Content, world: World) -> Content:
    """Mend: where no trip is needed, no reason for one stands."""
    return with_element(content, "limit_scene_explain", "") if _trips(content) == 0 else content


def with_express(content: Content, world: World) -> Content:
    """Mend: what comes by post goes by post."""
    return with_element(content, "is_express", True)


def without_payment(content: Content, world: World) -> Content:
    """Mend: what is free is not paid online."""
    return with_element(content, "is_pay_online", False)


def named_by_kind(content: Content, world: World) -> Content:
    """Mend: give the result the kind that its name says."""
    (obstacle,) = calls_its_result_by_its_kind.ask(content, Parent("", "", ""), world) or (None,)
    if obstacle is None:
        return content
    return with_element(content, "result", {**content.element("result"), "type": obstacle.details["kind"]})


CHECKS = (
    replace(explains_its_trips, mend=without_idle_reason),
    can_be_had_without_coming,
    is_wholly_online_without_trips,
    says_how_deep_online,
    sends_its_result,
    replace(offers_express_where_nobody_comes, mend=with_express),
    replace(pays_online_only_what_is_charged, mend=without_payment),
    tells_where_to_ask_and_complain,
    can_be_found,
    serves_whom_its_themes_name,
    answers_a_question,
    replace(calls_its_result_by_its_kind, mend=named_by_kind),
)
