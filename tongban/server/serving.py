"""The entry of one page-serving process: the WSGI application, under its own node of identifiers."""

from tongban.kernel import nodes
from tongban.kernel.tables.work import NodeLease
from tongban.server.wsgi import application

nodes.hold(NodeLease.Role.SERVER)

__all__ = ["application"]
