"""The entry of one page-serving process: the WSGI application, under its own node of identifiers."""

import sys

from tongban.kernel import nodes
from tongban.kernel.tables.work import NodeLease
from tongban.server.wsgi import application

try:
    nodes.hold(NodeLease.Role.SERVER)
except nodes.NoFreeNode as refusal:
    sys.exit(str(refusal))

__all__ = ["application"]
