"""Matters, their steps and their clocks, as rows."""

from django.db import models

from tongban.kernel.models import Record
from tongban.people.models import Office, Officer, Party, Post, Region


class Matter(Record):
    """One 件: a number, a responsible office, a party, an outcome."""

    class State(models.TextChoices):
        RECEIVED = "received"  # 收件: the receipt clock runs
        CORRECTING = "correcting"  # 补正: waits for the applicant
        ACCEPTED = "accepted"  # 受理: promised and statutory clocks run
        SUSPENDED = "suspended"  # 特别程序: clocks stand still
        DECIDED = "decided"  # waits for delivery
        CLOSED = "closed"

    class Light(models.TextChoices):
        GREEN = "green"
        YELLOW = "yellow"
        RED = "red"

    kind = models.CharField(max_length=20)  # case, order, ...: the module that opened it
    number = models.CharField(max_length=24, unique=True)
    query_code = models.CharField(max_length=8)
    subject_code = models.CharField(max_length=40)
    subject_title = models.CharField(max_length=200)
    subject_version = models.PositiveIntegerField(default=1)
    party = models.ForeignKey(Party, models.PROTECT, related_name="matters")
    handler = models.ForeignKey(Party, models.PROTECT, null=True, related_name="matters_brought")
    office = models.ForeignKey(Office, models.PROTECT, related_name="matters")
    regulating_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="matters_regulated")
    region = models.ForeignKey(Region, models.PROTECT, related_name="matters")
    channel = models.CharField(max_length=12)  # web, app, window, terminal, post
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    outcome = models.CharField(max_length=20, blank=True)  # granted, refused, not_needed, ...
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # of the clock that a clerk must watch now
    warn_at = models.DateTimeField(null=True)
    is_due_provisional = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    @property
    def subject(self) -> str:
        return f"matter:{self.pk}"


class Step(Record):
    """One office's part (环节) in a matter; steps of a wave run side by side."""

    class State(models.TextChoices):
        WAITING = "waiting"
        OPEN = "open"
        DONE = "done"
        CANCELLED = "cancelled"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    wave = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="steps")
    post_kind = models.CharField(max_length=16, choices=Post.Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claimed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="steps_claimed")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="steps_closed")
    outcome = models.CharField(max_length=20, blank=True)  # pass, object, return
    opinion = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)


class Clock(Record):
    """One running limit: its due moment and every input from which it can be derived again."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt"
        STATUTORY = "statutory"
        PROMISED = "promised"
        STEP = "step"
        DELIVERY = "delivery"
        CORRECTION = "correction"

    class State(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"
        MET = "met"
        MISSED = "missed"
        CANCELLED = "cancelled"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="clocks")
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    unit = models.CharField(max_length=10)  # working, calendar, hour
    amount = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)  # the law or promise it comes from
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    calendar_region = models.CharField(max_length=12)
    calendar_version = models.PositiveIntegerField(default=0)


class Pause(Record):
    """A special procedure (特别程序): the clocks stand still over (from, to]."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    basis = models.CharField(max_length=200)
    expected_days = models.PositiveIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)


class Extension(Record):
    """An extension (延长): the due date moves; the clock does not stop."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="extensions")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extensions")
    amount = models.PositiveIntegerField()
    reason = models.CharField(max_length=400)
    basis = models.CharField(max_length=200)
    approved_by = models.ForeignKey(Officer, models.PROTECT, related_name="extensions_approved")
    at = models.DateTimeField()
