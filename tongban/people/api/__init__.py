"""People for other systems: the key by which a system comes in, and whom a firm lets act for it."""

from tongban.people.api.keys import (
    CallRequest,
    Key,
    created,
    creating,
    officer,
    officer_with,
    party,
)

__all__ = ["CallRequest", "Key", "created", "creating", "officer", "officer_with", "party"]
