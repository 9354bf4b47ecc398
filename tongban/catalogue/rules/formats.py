"""Formats that a form field may name and that JSON Schema does not know: each is checked by the rules of people."""

from collections.abc import Callable

from tongban.kernel.obstacles import Obstacle

FORMATS: dict[str, Callable[[str], list[Obstacle]]] = {}
