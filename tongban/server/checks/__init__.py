"""What is looked at to say whether the platform is sound: how it is configured, its database, and its work."""

from datetime import datetime

from tongban.server.checks.configuration import look_at_configuration
from tongban.server.checks.database import look_at_database
from tongban.server.checks.findings import Finding
from tongban.server.checks.running import what_stops_work
from tongban.server.checks.work import look_at_work


def examine(now: datetime) -> list[Finding]:
    """Return all that is amiss. What needs the database in shape is looked at only where it is."""
    findings = [*look_at_configuration(), *what_stops_work(now)]
    if not {"database_away", "migrations_pending"} & {finding.code for finding in findings}:
        findings += [*look_at_database(), *look_at_work(now)]
    return findings
