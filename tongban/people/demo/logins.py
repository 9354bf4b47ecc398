"""One demo login for each face. The password is shown on the demo page, and only in demo mode."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

PASSWORD = "yunzhou-2026"  # noqa: S105 (of invented people; the platform refuses demo data in production)


@dataclass(frozen=True)
class Login:
    """Somebody to be while looking round: staff by username, citizens by phone."""

    face: str
    name: str
    username: str
    phone: str = ""
    office: str = ""  # short name, at city level or of a town
    role: str = ""
    over_city: bool = False  # the role holds over the whole city, not only over the office
    shows: str = ""  # what there is to be seen as this person, in a sentence
    born: date | None = None  # of citizens, with the place in the series of identity numbers
    sequence: int = 0
    has_device: bool = False  # signs in with a code of a device, too: nobody else here must

    @property
    def is_citizen(self) -> bool:
        return bool(self.phone)


TOWN, GOVERNMENT = "鼓楼街道", "人民政府"  # short names of offices; of the city there is one government
LOGINS = [
    Login(
        "citizen",
        "李晓云",
        "lixiaoyun",
        phone="19900000001",
        born=date(1989, 3, 8),
        sequence=22,
        shows=_("开办餐饮店；已办的申请和证照"),
    ),
    Login(
        "agent",
        "孙倩",
        "sunqian",
        phone="19900000002",
        born=date(1990, 3, 8),
        sequence=24,
        shows=_("替一家公司办事"),
    ),
    Login(
        "citizen",
        "周启航",
        "zhouqihang",
        phone="19900000004",
        born=date(1991, 6, 18),
        sequence=31,
        shows=_("企业开办：一个工作日"),
    ),
    Login(
        "citizen",
        "张雨",
        "zhangyu",
        phone="19900000005",
        born=date(1996, 4, 12),
        sequence=41,
        shows=_("新生儿出生：一份材料也不用交"),
    ),
    Login(
        "citizen",
        "林一凡",
        "linyifan",
        phone="19900000006",
        born=date(1994, 9, 3),
        sequence=52,
        shows=_("新生儿的父亲"),
    ),
    Login(
        "citizen",
        "吴建国",
        "wujianguo",
        phone="19900000007",
        born=date(1954, 2, 8),
        sequence=61,
        shows=_("卖方，72 岁：试试大字版"),
    ),
    Login(
        "citizen",
        "郑好",
        "zhenghao",
        phone="19900000008",
        born=date(1993, 11, 25),
        sequence=73,
        shows=_("二手房过户：先税后证，水电气网自动改名"),
    ),
    Login(
        "clerk",
        "王敏",
        "wangmin",
        office="行政审批局",
        role="clerk",
        over_city=True,
        shows=_("无差别窗口：一张号办五件事，材料只收一次"),
    ),
    Login(
        "contracted_clerk",
        "方圆",
        "fangyuan",
        office="行政审批局",
        role="clerk",
        over_city=True,
        shows=_("个人资料里有一次超出委托书范围、被拒绝并记录的受理"),
    ),
    Login("reviewer", "陈立", "chenli", office="市监局", role="reviewer", shows=_("现场踏勘：没有网络的地方也能记录")),
    Login("reviewer", "刘洋", "liuyang", office="城管局", role="reviewer", shows=_("牌匾设置：和别的部门同时提意见")),
    Login(
        "reviewer", "马超", "machao", office="消防救援支队", role="reviewer", shows=_("消防检查：和别的部门同时提意见")
    ),
    Login("reviewer", "许静", "xujing", office="行政审批局", role="reviewer", shows=_("窗口收下以后，后台审查")),
    Login(
        "regulator",
        "白雪梅",
        "baixuemei",
        office="卫健委",
        role="reviewer",
        shows=_("审管联动：签收、核查承诺、责令改正"),
    ),
    Login(
        "approver", "赵军", "zhaojun", office="行政审批局", role="approver", shows=_("容缺受理：材料没补齐就作不了决定")
    ),
    Login(
        "second_approver",
        "钱慧",
        "qianhui",
        office="行政审批局",
        role="approver",
        shows=_("公共场所卫生许可：批后核查的结果，撤销的决定"),
    ),
    Login(
        "chief",
        "郑国强",
        "zhengguoqiang",
        office="公安局",
        role="chief",
        shows=_("首席代表：授权书写到哪里，就办到哪里"),
    ),
    Login(
        "approver_with_device",
        "孟涛",
        "mengtao",
        office="人社局",
        role="approver",
        shows=_("第二重验证：除了密码，还要动态口令或通行密钥"),
        has_device=True,
    ),
    Login("chief", "周正", "zhouzheng", office="消防救援支队", role="chief", shows=_("告知承诺：消防检查当场决定")),
    Login(
        "town_clerk", "苏梅", "sumei", office=TOWN, role="clerk", shows=_("区里委托给街道的事项：在街道窗口收件和受理")
    ),
    Login(
        "government_head",
        "江海",
        "jianghai",
        office=GOVERNMENT,
        role="director",
        over_city=True,
        shows=_("两个部门联合办理的事项：批准延长，最多 15 个工作日"),
    ),
    Login(
        "hall_manager",
        "冯丽",
        "fengli",
        office="行政审批局",
        role="hall_manager",
        over_city=True,
        shows=_("窗口、批次、能力和授权书"),
    ),
    Login(
        "supervisor",
        "高翔",
        "gaoxiang",
        office="行政审批局",
        role="supervisor",
        over_city=True,
        shows=_("越权办理记录"),
    ),
    Login(
        "director",
        "何志远",
        "hezhiyuan",
        office="行政审批局",
        role="director",
        over_city=True,
        shows=_("业务统计和事项指标，每个数都打得开"),
    ),
    Login(
        "item_manager",
        "林芳",
        "linfang",
        office="行政审批局",
        role="item_manager",
        over_city=True,
        shows=_("事项工作台：体检、比对、情景推演"),
    ),
    Login(
        "item_approver",
        "沈建华",
        "shenjianhua",
        office="行政审批局",
        role="item_approver",
        over_city=True,
        shows=_("复核事项并定日子发布"),
    ),
    Login(
        "administrator",
        "周凯",
        "zhoukai",
        office="行政审批局",
        role="system_administrator",
        over_city=True,
        shows=_("系统对接：让部门系统停机，再看它恢复"),
    ),
    Login(
        "auditor",
        "吴静",
        "wujing",
        office="行政审批局",
        role="auditor",
        over_city=True,
        shows=_("谁看过个人信息，办理记录有没有被改过"),
    ),
]
