"""Which request an act belongs to: the id that stands in the logs, in the answer's header and in the journal."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")  # empty: a job, a command, a test
