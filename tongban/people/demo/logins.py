"""One demo login for each face. The password is shown on the demo page, and only in demo mode."""

from dataclasses import dataclass

PASSWORD = "yunzhou-2026"  # noqa: S105 (of invented people; the platform refuses demo data in production)


@dataclass(frozen=True)
class Login:
    """Somebody to be while looking round: staff by username, citizens by phone."""

    face: str
    name: str
    username: str
    phone: str = ""
    office: str = ""  # short name, at city level
    role: str = ""
    over_city: bool = False  # the role holds over the whole city, not only over the office

    @property
    def is_citizen(self) -> bool:
        return bool(self.phone)


LOGINS = [
    Login("citizen", "李晓云", "lixiaoyun", phone="19900000001"),
    Login("agent", "孙倩", "sunqian", phone="19900000002"),
    Login("clerk", "王敏", "wangmin", office="行政审批局", role="clerk", over_city=True),
    Login("contracted_clerk", "方圆", "fangyuan", office="行政审批局", role="clerk", over_city=True),
    Login("reviewer", "陈立", "chenli", office="市监局", role="reviewer"),
    Login("reviewer", "刘洋", "liuyang", office="城管局", role="reviewer"),
    Login("reviewer", "马超", "machao", office="消防救援支队", role="reviewer"),
    Login("reviewer", "许静", "xujing", office="行政审批局", role="reviewer"),
    Login("approver", "赵军", "zhaojun", office="行政审批局", role="approver"),
    Login("chief", "郑国强", "zhengguoqiang", office="公安局", role="chief"),
    Login("hall_manager", "冯丽", "fengli", office="行政审批局", role="hall_manager", over_city=True),
    Login("supervisor", "高翔", "gaoxiang", office="行政审批局", role="supervisor", over_city=True),
    Login("director", "何志远", "hezhiyuan", office="行政审批局", role="director", over_city=True),
    Login("item_manager", "林芳", "linfang", office="行政审批局", role="item_manager", over_city=True),
    Login("item_approver", "沈建华", "shenjianhua", office="行政审批局", role="item_approver", over_city=True),
    Login("administrator", "周凯", "zhoukai", office="行政审批局", role="system_administrator", over_city=True),
    Login("auditor", "吴静", "wujing", office="行政审批局", role="auditor", over_city=True),
]
