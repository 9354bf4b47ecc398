"""Matters for other systems: progress by number, the work list, a matter with its steps, and what is done with them."""
