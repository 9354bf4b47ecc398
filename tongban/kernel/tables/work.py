"""Who is at work: processes with the node of their identifiers, and jobs that come round."""

from django.db import models


class NodeLease(models.Model):
    """A process holds one node of the identifiers until a moment, and is alive as long as it renews."""

    class Role(models.TextChoices):
        SERVER = "server"
        WORKER = "worker"

    node = models.PositiveSmallIntegerField(primary_key=True)
    holder = models.CharField(max_length=40)
    role = models.CharField(max_length=10, choices=Role)
    held_since = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class PeriodicJob(models.Model):
    """A job that comes round; one worker at a time runs it, under a lease."""

    name = models.CharField(max_length=80, primary_key=True)
    every = models.DurationField()
    next_run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    last_run_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=120, blank=True)
