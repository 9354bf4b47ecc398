"""The entry of one page-serving process: the WSGI application, under its own node of identifiers."""

import sys
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from tongban.kernel import nodes
from tongban.kernel.patience import limit_waiting
from tongban.kernel.tables.work import NodeLease
from tongban.server.wsgi import application

GRACE = 2  # seconds in which a server that ends a statement itself says so


def limit_statements(connection: BaseDatabaseWrapper, **other: Any) -> None:
    """Let no page hang on one statement, or on a server that hangs; jobs and commands may take their time."""
    if connection.vendor == "postgresql":
        limit_waiting(connection.connection, seconds=settings.STATEMENT_SECONDS + GRACE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{settings.STATEMENT_SECONDS}s"])


connection_created.connect(limit_statements)
try:
    nodes.hold(NodeLease.Role.SERVER)
except nodes.NoFreeNode as refusal:
    sys.exit(str(refusal))

__all__ = ["application"]
