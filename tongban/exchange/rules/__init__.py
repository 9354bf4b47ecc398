"""What a message says, what a row of the exchange must hold, and who signed it, cut by topic."""

from tongban.exchange.rules.messages import (
    LONGEST_VALUE,
    MESSAGES,
    Template,
    canonical,
    digest,
    obstacles_to_message,
    templates,
    text_of,
)

__all__ = [
    "LONGEST_VALUE",
    "MESSAGES",
    "Template",
    "canonical",
    "digest",
    "obstacles_to_message",
    "templates",
    "text_of",
]
