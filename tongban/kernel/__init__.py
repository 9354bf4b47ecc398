"""What every module stands on: identifiers, events, journal, outbox, vault, crypto; nothing about government."""
