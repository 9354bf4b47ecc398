"""Service points, windows and visits, as rows."""

from django.db import models

from tongban.kernel.models import Record
from tongban.people.models import Office, Officer, Party


class ServicePoint(Record):
    """A place where one can go: a hall, a sub-centre, a town or village centre."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="service_points")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    hours = models.CharField(max_length=200)
    phone = models.CharField(max_length=30)


class Window(Record):
    """A window (窗口) of a service point."""

    class Kind(models.TextChoices):
        ANY = "any"  # 无差别
        SECTOR = "sector"  # 分领域
        SPECIAL = "special"  # 专业

    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="windows")
    number = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)


class WindowItem(Record):
    """What a window may take, by item code, in a dated batch."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="items")
    item_code = models.CharField(max_length=31, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)


class Seat(Record):
    """Who may sit at a window, from when to when."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="seats")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="seats")
    since = models.DateField()
    until = models.DateField(null=True)


class Visit(Record):
    """One party at one window (到访), with several cases."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="visits")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="visits")
    handler = models.ForeignKey(Party, models.PROTECT, related_name="visits_made")
    party = models.ForeignKey(Party, models.PROTECT, related_name="visits")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)  # case, consultation, told_once, come_again
