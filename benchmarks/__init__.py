"""Repeatable measurements, each quoted as a ratio to a raw limit of the same run, so that machines can be compared."""
