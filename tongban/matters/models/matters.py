"""Matters, their steps and their clocks, as rows."""

from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField, blind_index, is_index_of
from tongban.people.models import Office, Officer, Party, Post, Region


class Light(models.TextChoices):
    GREEN = "green", _("正常")
    YELLOW = "yellow", _("快到期")
    RED = "red", _("已超期")
    PAUSED = "paused", _("暂停计时")


M = TypeVar("M", bound=models.Model)


class TimedQuerySet(models.QuerySet[M]):
    """Rows with ``due_at`` and ``warn_at``: the light is a comparison, never a stored colour."""

    def with_light(self, now: datetime) -> Self:
        return self.annotate(
            light=Case(
                When(due_at__isnull=True, then=Value(Light.PAUSED.value)),
                When(due_at__lt=now, then=Value(Light.RED.value)),
                When(warn_at__lte=now, then=Value(Light.YELLOW.value)),
                default=Value(Light.GREEN.value),
            )
        )

    def in_light(self, light: str, now: datetime) -> Self:
        match light:
            case Light.RED:
                return self.filter(due_at__lt=now)
            case Light.YELLOW:
                return self.filter(due_at__gte=now, warn_at__lte=now)
            case Light.GREEN:
                return self.filter(due_at__gte=now, warn_at__gt=now)
        return self.filter(due_at__isnull=True)


class Matter(Record):
    """One 件: a number, a responsible office, a party, an outcome.

    The query code is a secret between the office and whoever holds the receipt: ``query_code`` is sealed and prints
    masked, ``has_code`` tries one, ``told_code`` is for what its owner is handed. Rows that are written without a model
    (COPY) fill ``query_code`` and ``query_code_index`` as ``sealed_code`` gives them, or leave both empty: then nobody
    can look the matter up by a code. ``query_code_in_clear`` stays empty.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("待受理")  # the receipt clock runs
        CORRECTING = "correcting", _("补正中")  # waits for the applicant
        ACCEPTED = "accepted", _("办理中")  # promised and statutory clocks run
        SUSPENDED = "suspended", _("特别程序")  # clocks stand still
        DECIDED = "decided", _("待送达")  # waits for delivery
        CLOSED = "closed", _("已办结")

    Light = Light

    kind = models.CharField(max_length=20)  # case, order, ...: the module that opened it
    number = models.CharField(max_length=32, unique=True)
    query_code = EncryptedField(db_column="query_code_sealed", default="", db_default="")
    query_code_index = BlindIndex("query_code", db_index=False, default="", db_default="")
    # Where codes stood until this release; written by no process of it any more, and dropped by the next one.
    query_code_in_clear = models.CharField(max_length=8, db_column="query_code", blank=True, default="", db_default="")
    subject_code = models.CharField(max_length=40)
    subject_title = models.CharField(max_length=200)
    subject_version = models.PositiveIntegerField(default=1)
    party = models.ForeignKey(Party, models.PROTECT, related_name="matters")
    handler = models.ForeignKey(Party, models.PROTECT, null=True, related_name="matters_brought")
    office = models.ForeignKey(Office, models.PROTECT, related_name="matters")
    regulating_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="matters_regulated")
    region = models.ForeignKey(Region, models.PROTECT, related_name="matters")
    channel = models.CharField(max_length=12)  # web, app, window, terminal, post
    # Whose window it was taken in at; what was lent to an office reaches no further than this. None: it came online.
    desk = models.ForeignKey(Office, models.PROTECT, null=True, db_index=False, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    outcome = models.CharField(max_length=20, blank=True)  # granted, refused, not_needed, ...
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # of the clock that a clerk must watch now
    warn_at = models.DateTimeField(null=True)
    statutory_due_at = models.DateTimeField(null=True)  # past it the matter is illegal, not only late
    is_due_provisional = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    extension_rule = models.CharField(max_length=12, default="ordinary", db_default="ordinary")  # data/extensions.toml

    objects = TimedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="received")
                | Q(state="correcting")
                | Q(accepted_at__isnull=False)
                | Q(state="closed"),
                name="matter_under_way_was_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="closed_matter_has_a_closing_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_code", "-id"], name="matter_by_subject"),
            models.Index(fields=["office", "state", "received_at"], name="matter_by_office_and_state"),
            models.Index(fields=["office", "due_at", "id"], name="open_matter_by_due", condition=~Q(state="closed")),
            models.Index(fields=["query_code_index"], name="result_by_query_code", condition=Q(state="decided")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"matter:{self.pk}"

    @property
    def state_name(self) -> str:
        return str(self.State(self.state).label)

    @property
    def scope(self) -> dict[str, Any]:
        """What a question of permission names: ``may(officer, power, **matter.scope, on=today)``."""
        return {"office": self.office, "item": self.subject_code, "desk": self.desk_id}

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED

    def has_code(self, typed: str) -> bool:
        """Whether this is the matter's query code, however it is spaced or capitalised; takes as long if it is not."""
        return is_index_of(self.query_code_index or blind_index(self.query_code_in_clear), typed)

    def opens_with(self, typed: str) -> bool:
        """Whether this is the query code of the matter, or of the whole that it is a part of."""
        return self.has_code(typed) or (self.parent is not None and self.parent.has_code(typed))

    def told_code(self) -> str:
        """Return the query code for a receipt or another page of its owner, never for an officer who only looks."""
        return self.query_code.text() or self.query_code_in_clear

    told_code.alters_data = True  # type: ignore[attr-defined]  # a template of its own accord shows it masked

    def is_illegal(self, now: datetime) -> bool:
        """Whether the statutory limit is past (违法), which is more than a broken promise."""
        return self.statutory_due_at is not None and self.statutory_due_at < now


class OldNumber(models.Model):
    """The number under which an earlier system led the matter; it is still asked for by it."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="old_number")
    system = models.CharField(max_length=40)
    number = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "system"], name="an_old_number_is_taken_over_once"),
        ]


class Step(Record):
    """One office's part (环节) in a matter; steps of a wave run side by side."""

    class State(models.TextChoices):
        WAITING = "waiting", _("未开始")
        OPEN = "open", _("正在办理")
        DONE = "done", _("已完成")
        CANCELLED = "cancelled", _("不再需要")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    wave = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=1)  # done again after a return: a new row, the old one stays
    is_superseded = models.BooleanField(default=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="steps")
    post_kind = models.CharField(max_length=16, choices=Post.Kind)
    unit = models.CharField(max_length=10, default="working")
    amount = models.PositiveIntegerField(null=True)  # of the step's own clock; none: no clock
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claimed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="steps_claimed")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="steps_closed")
    outcome = models.CharField(max_length=20, blank=True)  # pass, object, return
    opinion = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)

    objects = TimedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "code", "round"], name="one_step_per_code_and_round"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(closed_at__isnull=False, outcome__gt=""), name="done_step_has_an_outcome"
            ),
        ]
        indexes = [models.Index(fields=["matter", "wave"], name="step_by_wave")]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> dict[str, Any]:
        """The same for a step: its own office, for the item of its matter."""
        return {"office": self.office, "item": self.matter.subject_code, "desk": self.matter.desk_id}


class Clock(Record):
    """One running limit: its due moment and every input from which it can be derived again."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("受理答复期限")
        STATUTORY = "statutory", _("法定期限")
        PROMISED = "promised", _("承诺期限")
        STEP = "step", _("环节期限")
        DELIVERY = "delivery", _("送达期限")
        CORRECTION = "correction", _("补正期限")
        GAP = "gap", _("容缺补交期限")  # papers that were missing at a tolerant acceptance
        RENEWAL = "renewal", _("延续决定期限")  # before the term of the licence ends
        PROCEDURE = "procedure", _("特别程序预计")  # what the applicant was told that it takes

    class State(models.TextChoices):
        RUNNING = "running", _("计时中")
        PAUSED = "paused", _("暂停计时")
        MET = "met", _("按时")
        MISSED = "missed", _("超期")  # the due moment went by; still to be stopped while ``stopped_at`` is empty
        CANCELLED = "cancelled", _("不再计时")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="clocks")
    # The special procedure that it holds to what was announced; several may be under way.
    pause = models.ForeignKey("Pause", models.PROTECT, null=True, related_name="clocks", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    unit = models.CharField(max_length=10)  # working, calendar, hour
    amount = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)  # the law or promise it comes from
    on_silence = models.CharField(max_length=20, blank=True)  # accepted, withdrawn, renewed: what no answer means
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    calendar_region = models.CharField(max_length=12)
    calendar_version = models.CharField(max_length=80, blank=True)

    objects = TimedQuerySet.as_manager()

    @property
    def slot(self) -> str:
        """What there is one of among the open clocks of a matter: the kind, and for a procedure which one."""
        return f"{self.kind}:{self.pause_id}" if self.pause_id else self.kind

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind"],
                condition=Q(stopped_at__isnull=True, step__isnull=True, pause__isnull=True),
                name="one_open_clock_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["step"], condition=Q(stopped_at__isnull=True), name="one_open_clock_per_step"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="running_clock_by_due", condition=Q(state="running")),
            models.Index(fields=["warn_at", "id"], name="running_clock_by_warning", condition=Q(state="running")),
            models.Index(fields=["id"], name="open_clock", condition=Q(stopped_at__isnull=True)),
            models.Index(fields=["due_at", "state"], name="promise_by_due", condition=Q(kind="promised")),
        ]


class Work(Record):
    """What lies on an office's desk now (待办): one row per open step, or one for the matter itself.

    Rows live only as long as the work does, so that the work list stays as small as the work at hand.
    """

    class WaitsFor(models.TextChoices):
        ACCEPTANCE = "acceptance", _("受理")
        REVIEW = "review", _("审查")
        APPROVAL = "approval", _("审批")
        DELIVERY = "delivery", _("送达")
        APPLICANT = "applicant", _("等申请人补正")  # nothing to do here but to wait
        PROCEDURE = "procedure", _("特别程序中")  # to be ended by whoever decides

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="work")
    step = models.OneToOneField(Step, models.CASCADE, null=True, related_name="work")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    waits_for = models.CharField(max_length=12, choices=WaitsFor)
    claimed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)

    objects = TimedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(step__isnull=True), name="one_row_for_the_matter_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="work_by_urgency"),
            models.Index(fields=["office", "waits_for", "due_at", "id"], name="work_by_office"),
        ]

    @property
    def task(self) -> str:
        """What is to be done: the step, or what the matter itself waits for."""
        return self.step.name if self.step else str(self.WaitsFor(self.waits_for).label)


class Nudge(Record):
    """A reminder by the system or an urging (催办) by a person, to be seen on the desk."""

    class Kind(models.TextChoices):
        REMIND = "remind", _("提醒")
        URGE = "urge", _("催办")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="nudges")
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="nudges")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=400, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(kind="remind"), name="one_reminder_per_clock"),
        ]


class Subject(models.Model):
    """What matters are about, by code, as last seen: for finding by title."""

    code = models.CharField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.title


class NumberStripe(models.Model):
    """One stripe of the day's numbers of a region; a submitter holds it for its own transaction."""

    region_code = models.CharField(max_length=6)
    on = models.DateField()
    stripe = models.PositiveSmallIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "on", "stripe"], name="one_counter_per_stripe"),
        ]


class Recomputation(Record):
    """A walk over the open clocks after a calendar notice; its place is kept, so that it can be resumed."""

    region_code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    calendar_version = models.CharField(max_length=80)
    cursor = models.BigIntegerField(default=0)  # the last clock looked at
    seen = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    @property
    def subject(self) -> str:
        return f"recomputation:{self.pk}"
