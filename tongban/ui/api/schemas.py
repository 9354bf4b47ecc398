"""The ground of every body and answer: each shows an example, and what comes in holds nothing unknown."""

from typing import Any

from pydantic import ConfigDict


def shown_by(example: dict[str, Any]) -> ConfigDict:
    """Return the configuration of an answer, with its example for the documentation."""
    return ConfigDict(json_schema_extra={"example": example})


def taken_as(example: dict[str, Any]) -> ConfigDict:
    """Return the configuration of a body: with its example, and refusing what it does not name."""
    return ConfigDict(json_schema_extra={"example": example}, extra="forbid")
