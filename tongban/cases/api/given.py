"""What a firm's system sends for an application: answers, the form, a file for a paper, read as the item asks."""

from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from tongban.cases.models import Paper
from tongban.catalogue.models import ItemVersion, MaterialSpec
from tongban.catalogue.rules import form_values
from tongban.catalogue.rules.questions import read_answers
from tongban.documents.actions import receive_upload
from tongban.documents.models import StoredFile
from tongban.documents.rules.files import taken_endings
from tongban.documents.storage import Kept
from tongban.kernel.obstacles import Obstacle
from tongban.ui.api.parsing import only_file
from tongban.ui.api.problems import Turned

FORM_WITH_FILE = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["paper", "file"],
                "properties": {
                    "paper": {"type": "string", "description": "Code of the paper that is asked"},
                    "file": {
                        "type": "string",
                        "format": "binary",
                        "description": taken_endings(),
                    },
                },
                "example": {"paper": "layout", "file": "%PDF-1.4 …"},
            }
        }
    },
}


def answers_given(version: ItemVersion, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as the platform reads them. Raises ``Turned`` for one that answers no question."""
    read = read_answers(version.questions, given)
    refuse_unknown(given, read)
    return read


def form_given(version: ItemVersion, given: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form as the platform reads it. Raises ``Turned`` for a value that no field asks for."""
    refuse_unknown(given, version.form_schema.get("properties", {}))
    return form_values(version.form_schema, given, answers)


def paper_given(request: HttpRequest, asked: Iterable[MaterialSpec]) -> tuple[MaterialSpec, Kept]:
    """Return which paper came, and its bytes, examined and kept. Raises ``Turned`` for one that is not asked."""
    specs = {spec.code: spec for spec in asked}
    code, kept = file_given(request, specs)
    return specs[code], kept


def file_given(request: HttpRequest, asked: Container[str]) -> tuple[str, Kept]:
    """Return the name of the paper that came, and its bytes, examined and kept. Raises ``Turned`` for another one."""
    upload, fields = only_file(request)
    name = fields.get("paper", "")
    if name not in asked:
        raise Turned(422, Obstacle("paper_not_asked", name[:40]))
    return name, receive_upload(upload=upload)


def papers_put_by(
    given: Iterable[tuple[str, str]], asked: Iterable[MaterialSpec], put_by: Iterable[StoredFile], *, now: datetime
) -> list[Paper]:
    """Return the papers that are handed in, from pairs of paper and file.

    Raises ``Turned`` for one that is not asked, or whose file is not there.
    """
    pairs = list(given)
    specs = {spec.code: spec for spec in asked}
    files = {str(file.pk): file for file in put_by}
    obstacles = [Obstacle("paper_not_asked", paper) for paper, _ in pairs if paper not in specs]
    obstacles += [Obstacle("file_not_put_by", file) for _, file in pairs if file not in files]
    if obstacles:
        raise Turned(422, *obstacles)
    way = Paper.Provenance.UPLOADED
    return [Paper(spec=specs[paper], file=files[file], provenance=way, at=now) for paper, file in pairs]


def refuse_unknown(given: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := sorted(set(given) - set(known)):
        raise Turned(422, *(Obstacle("answer_unknown", name) for name in unknown))
