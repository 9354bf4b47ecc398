"""What a look at the platform may find: a fault that stops it from being trusted, or a weakness to know of."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be; its words stand in ``checks.wording``."""

    code: str
    details: dict[str, str] = field(default_factory=dict)
    is_fault: bool = True


def fault(code: str, **details: object) -> Finding:
    return Finding(code, {name: str(value) for name, value in details.items()})


def warning(code: str, **details: object) -> Finding:
    return Finding(code, {name: str(value) for name, value in details.items()}, is_fault=False)
