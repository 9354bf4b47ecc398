"""Which papers are asked in a given situation, and which of them the applicant need not bring."""

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

from tongban.catalogue.rules.conditions import Answers, Conditional, holds, verdict

PROOF = re.compile(r"证明\s*(?:[（(][^（()）]*[)）])?$")


class Asked(Conditional, Protocol):
    """A paper as the catalogue asks it."""

    @property
    def exempted_by(self) -> str: ...


M = TypeVar("M", bound=Conditional)
A = TypeVar("A", bound=Asked)


def materials_for(specs: Iterable[M], answers: Answers) -> list[M]:
    """Return the papers whose condition the answers meet, in the order in which they stand."""
    return [spec for spec in specs if holds(spec.condition, answers)]


def to_hand_in(specs: Iterable[A], answers: Answers) -> list[A]:
    """Return the papers that the applicant must really bring: the office cannot fetch them itself."""
    return [spec for spec in materials_for(specs, answers) if not spec.exempted_by]


def fetched_for_you(specs: Iterable[A], answers: Answers) -> list[A]:
    """Return the papers that are not asked because a licence, a share or a promise replaces them (免提交).

    One of which the answers leave open whether it matters at all is among them: nobody has to bring it either way.
    """
    return [spec for spec in specs if spec.exempted_by and verdict(spec.condition, answers) is not False]


def perhaps_asked(specs: Iterable[M], answers: Answers) -> list[M]:
    """Return the papers of which the answers given so far leave open whether they are asked."""
    return [spec for spec in specs if verdict(spec.condition, answers) is None]


def steps_for(specs: Iterable[M], answers: Answers) -> list[M]:
    """Return the planned steps that a situation needs; one of which nothing is known yet is shown."""
    return [spec for spec in specs if verdict(spec.condition, answers) is not False]


def is_proof(name: str) -> bool:
    """Return whether a paper is by its name a proof (证明事项): somebody certifies a fact in it.

    >>> is_proof("无犯罪记录证明"), is_proof("场所合法使用证明（产权证）"), is_proof("营业执照")
    (True, True, False)
    """
    return bool(PROOF.search(name.strip()))
