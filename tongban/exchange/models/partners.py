"""Partners and envelopes, as rows."""

import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.exchange.rules.messages import templates
from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField, EncryptedJSONField, masked

CONTENTS = {  # what an envelope may hold, as the desk calls it
    "sms": _("短信"),
    "seals": _("办理记录存证"),
    "order": _("缴款通知"),
    "cancel": _("取消缴款"),
    "receipt": _("开具票据"),
    "refund": _("退款"),
    "parcels": _("快件寄递"),
    "batch": _("部门系统数据"),
    "XK_PUBLIC": _("行政许可信息公示"),
}

MOMENTS = {  # what a text message tells
    "signing in": _("登录验证码"),
    "handed in": _("已收件"),
    "accepted": _("已受理"),
    "correction needed": _("需要补正"),
    "extended": _("已延长时限"),
    "in a special procedure": _("特别程序"),
    "result ready": _("已办结"),
    "result not collected": _("结果未领取"),
    "draft expires": _("草稿到期"),
    "renewal due": _("证照到期"),
    "renewed by silence": _("已视为准予延续"),
    "a commitment has to be made true": _("承诺整改"),
    "a licence is to be taken back": _("拟收回证照"),
    "a licence was changed or taken back": _("证照变动"),
    "a licence stays as it is": _("证照不变"),
}


class Partner(Record):
    """A system outside: its adapter and, for a demo one, how it is told to behave."""

    class Mode(models.TextChoices):
        NORMAL = "normal", _("运行正常")
        FAILING = "failing", _("故障")
        SLOW = "slow", _("响应慢")
        LOSES_RECEIPTS = "loses_receipts", _("已收到但回执丢失")
        ANSWERS_TWICE = "answers_twice", _("重复回执")
        REORDERS = "reorders", _("顺序颠倒")
        RUBBISH = "rubbish", _("回传乱码和错误数据")
        DOWN = "down", _("停机")
        KNOWS_NOTHING = "knows_nothing", _("一律查无记录")

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    adapter = models.CharField(max_length=80)
    settings = models.JSONField(default=dict)
    mode = models.CharField(max_length=16, choices=Mode, default=Mode.NORMAL)

    def __str__(self) -> str:
        return self.name

    @property
    def is_failing(self) -> bool:
        return self.mode in (self.Mode.FAILING, self.Mode.DOWN)


class Envelope(Record):
    """One thing sent to a partner: under a key that is never delivered twice, with the receipt that came back."""

    class State(models.TextChoices):
        SENT = "sent", _("已发出")  # no receipt yet: taken or not, we do not know
        RECEIVED = "received", _("已回执")
        FAILED = "failed", _("未送达")

    class Fault(models.TextChoices):
        UNREACHABLE = "unreachable", _("对方没有响应")
        RECEIPT_LOST = "receipt_lost", _("已交给对方，没有收到回执")
        RECEIPT_DIFFERS = "receipt_differs", _("回执与发出的内容不符")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="envelopes")
    dataset = models.CharField(max_length=40)  # sms, later the data sets of feeds
    key = models.CharField(max_length=120)
    payload = EncryptedJSONField()
    digest = models.CharField(max_length=64)  # of the payload; the receipt must name the same
    state = models.CharField(max_length=8, choices=State)
    attempts = models.PositiveIntegerField(default=0)
    last_fault = models.CharField(max_length=16, choices=Fault, blank=True)
    receipt_number = models.CharField(max_length=80, blank=True)
    refused = models.JSONField(null=True)  # rows of a batch that the partner did not take, each with its reasons
    first_sent_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "key"], name="one_envelope_per_key_of_a_partner")]
        indexes = [models.Index(fields=["partner", "-changed_at"], name="envelopes_of_a_partner")]

    @property
    def content(self) -> str:
        """What it holds, in words; a data set that has no name here by its own. A message says what it tells."""
        told = templates().get(self.key.partition(":")[0].replace("-", "_")) if self.dataset == "sms" else None
        if told and told.moment in MOMENTS:
            return str(MOMENTS[told.moment])
        return str(CONTENTS.get(self.dataset, self.dataset))


class DemoWitnessed(Record):
    """What the demo witness holds: one seal of the journal, as it was handed over."""

    number = models.PositiveIntegerField(unique=True)
    payload = models.JSONField()
    at = models.DateTimeField()

    @property
    def root(self) -> str:
        return str(json.loads(self.payload["statement"])["root"])


class DemoMessage(Record):
    """What the demo SMS partner delivered: readable on the demo inbox page, by masked phone."""

    phone = EncryptedField(mask="phone")
    phone_index = BlindIndex("phone")
    template = models.CharField(max_length=40)
    text = models.TextField()
    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField(db_index=True)


class PaymentReport(Record):
    """What the payment platform reported: kept once per reference, whatever came of it."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="payment_reports")
    reference = models.CharField(max_length=80)
    code = models.CharField(max_length=24, db_index=True)
    amount = models.BigIntegerField()  # fen
    paid_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "reference"], name="a_payment_is_reported_once")]


class DemoCreditFile(Record):
    """What the demo credit site holds: one file of the 双公示, public values alone."""

    batch = models.CharField(max_length=20, unique=True)
    payload = models.JSONField()
    at = models.DateTimeField()


class DemoOrder(Record):
    """What the demo platform knows of a payment code: ordered, paid at its cashier, refunded."""

    code = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=200)
    amount = models.BigIntegerField()  # fen
    ordered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    paid_amount = models.BigIntegerField(default=0)  # fen
    reference = models.CharField(max_length=40, blank=True)
    refunded_at = models.DateTimeField(null=True)


class DemoParcel(Record):
    """What the demo courier carries: taken once per key, until it is signed for, brought back or lost."""

    class Fate(models.TextChoices):
        SIGNED = "signed", _("已签收")
        RETURNED = "returned", _("已退回")
        LOST = "lost", _("遗失")

    number = models.CharField(max_length=20, unique=True)
    key = models.CharField(max_length=120, unique=True)
    label = EncryptedJSONField()  # receiver, telephone, address
    taken_at = models.DateTimeField(db_index=True)
    fate = models.CharField(max_length=8, choices=Fate, blank=True)
    fated_at = models.DateTimeField(null=True)

    @property
    def told(self) -> dict[str, str]:
        """What stands on it, masked: the page is for anyone in demo mode."""
        label = self.label.clear()
        return {name: masked(label[name], kind) for name, kind in (("receiver", "name"), ("address", "address"))}
