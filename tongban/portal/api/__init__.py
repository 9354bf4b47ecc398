"""The API of the platform, `/api/v1`: the routers of every module, one way to refuse, one document."""

from functools import cache
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from tongban.bundles import api as bundles
from tongban.cases import api as cases
from tongban.catalogue import api as catalogue
from tongban.documents import api as documents
from tongban.documents.actions import CannotStore
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.rates import TooOften
from tongban.kernel.versions import Stale
from tongban.matters.api import limits, reading, steps
from tongban.people.actions import KeyAlreadyUsed
from tongban.people.api import Key, authorisations, profile
from tongban.people.rules.scopes import SCOPES
from tongban.portal.api import messages, own_data, places, proofs
from tongban.portal.rules.documenting import chapters_of, completed
from tongban.ui.api.parsing import StrictParser
from tongban.ui.api.problems import Turned, problem

VERSION = "1.0.0"
DESCRIPTION = """Tongban 通办 for other systems. A matter (件) is anything with a number and a clock; a case (办件)
is an application for one item. Keys are made by an administrator for one system each; what a key may do is what the
office or firm it acts for may do, narrowed by its scopes."""
RETRY_AFTER = "2"  # seconds
# Refusals by permission, whoever asks: what pages show as a reason, programs know by the status.
FORBIDDEN = {
    "mandate_ended",
    "no_power",
    "may_not_extend",
    "not_your_step",
    "outside_mandate",
    "not_your_case",
    "not_authorised_for_party",
    "acts_for_no_firm",
}
TOO_LARGE, FULL = {"file_too_large"}, {"storage_is_full"}


class ScopedSchema(OpenAPISchema):
    """Names the scope of each operation."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]]:
        super().operation_security(operation)
        return [{type(key).__name__: [key.scope]} for key in operation.auth_callbacks if isinstance(key, Key)]


class Documented(NinjaAPI):
    """Publishes its document whole: with the refusals that every operation has, and examples beside every content."""

    @cache  # noqa: B019 (one for the life of the process)
    def document(self, path_prefix: str) -> dict[str, Any]:
        return completed(ScopedSchema(self, path_prefix))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        return self.document(self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)


api = Documented(
    title="Tongban 通办",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api-1",
    docs_url=None,
    parser=StrictParser(),
)
for router in (
    catalogue,
    bundles,
    places,
    reading,
    limits,
    steps,
    cases,
    authorisations,
    profile,
    messages,
    own_data,
    proofs,
    documents,
):
    api.add_router("", router.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    status = status_of(exception)
    retry = {"Retry-After": RETRY_AFTER} if status == 503 else {}
    return problem(status, exception.obstacles, retry)


@api.exception_handler(TooOften)
def too_often(request: HttpRequest, exception: TooOften) -> HttpResponse:
    return problem(429, exception.obstacles, {"Retry-After": str(exception.seconds)})


@api.exception_handler(AuthenticationError)
def unknown_caller(request: HttpRequest, exception: AuthenticationError) -> HttpResponse:
    return problem(401, [Obstacle("token_missing_or_unknown")], {"WWW-Authenticate": "Bearer"})


@api.exception_handler(ValidationError)
def not_as_described(request: HttpRequest, exception: ValidationError) -> HttpResponse:
    obstacles = [
        Obstacle("value_not_taken", ".".join(map(str, error["loc"])), {"why": error["msg"]})
        for error in exception.errors
    ]
    return problem(422, obstacles)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, exception: HttpError) -> HttpResponse:
    """The library wraps what the parser raised."""
    if isinstance(exception.__cause__, Turned):
        return refused(request, exception.__cause__)
    return problem(exception.status_code, [Obstacle("request_malformed")])


@api.exception_handler(Http404)
def unknown(request: HttpRequest, exception: Http404) -> HttpResponse:
    return problem(404, [Obstacle("nothing_there")])


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return problem(403, [Obstacle("not_permitted")])


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, exception: RequestDataTooBig) -> HttpResponse:
    return problem(413, [Obstacle("body_too_large")])


@api.exception_handler(SuspiciousOperation)
@api.exception_handler(BadRequest)
@api.exception_handler(MultiPartParserError)
def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(400, [Obstacle("request_malformed")])


@api.exception_handler(OperationalError)
def not_now(request: HttpRequest, exception: OperationalError) -> HttpResponse:
    return problem(503, [Obstacle("temporarily_unavailable")], {"Retry-After": RETRY_AFTER})


def status_of(exception: Refused) -> int:
    """Return the status of a refusal: by what was asked too early, wrongly or without the right; else 409."""
    match exception:
        case Turned():
            return exception.status
        case Stale():
            return 412
        case KeyAlreadyUsed():
            return 422
    codes = {obstacle.code for obstacle in exception.obstacles}
    if codes & FORBIDDEN:
        return 403
    if isinstance(exception, CannotStore):
        return 413 if codes & TOO_LARGE else 503 if codes & FULL else 422
    return 409


@csrf_exempt
def no_such_call(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer in the API's own words where it has no such address."""
    return problem(404, [Obstacle("nothing_there")])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect("portal:api_docs")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The document as a page: made on the server, because the usual viewers need scripts within the page."""
    document = api.get_openapi_schema()
    context = {"document": document, "chapters": chapters_of(document), "scopes": SCOPES.values()}
    return render(request, "portal/api.html", context)
