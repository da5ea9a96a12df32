"""Addresses of programs."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from luoshi.api import calendar, policies, tasks
from luoshi.api.entering import DECISIONS, NOT_KNOWN, Denied, Token
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import public

app_name = "api"

interface = NinjaAPI(
    title="落实 Luoshi",
    version="1",
    description="Tasks and policies as the token's person sees them. Tokens are made under my account.",
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url=None,
    auth=Token(),
)
interface.add_router("", tasks.router)
interface.add_router("", policies.router)
_WRONG = Phrase("参数不对,见 fields。", "A parameter is wrong, see fields.")


def _fault(
    request: HttpRequest, status: int, reason: Phrase, fields: list[dict[str, Any]] | None = None
) -> HttpResponse:
    told = {"status": status, "reason": {"zh": reason.zh, "en": reason.en}, "fields": fields or []}
    response = interface.create_response(request, told, status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="luoshi"'
    return response


@interface.exception_handler(Denied)
def _denied(request: HttpRequest, fault: Denied) -> HttpResponse:
    return _fault(request, fault.status, fault.reason)


@interface.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    return _fault(request, 401, NOT_KNOWN)


@interface.exception_handler(HttpError)
def _stopped(request: HttpRequest, fault: HttpError) -> HttpResponse:
    return _fault(request, fault.status_code, Phrase("请求不能处理。", "The request cannot be handled."))


@interface.exception_handler(ValidationError)
def _wrong(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    fields = [{"parameter": str(each["loc"][-1]), "fault": str(each["msg"])} for each in fault.errors]
    return _fault(request, 422, _WRONG, fields)


@public("it describes the interface and holds no data")
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    schema = interface.get_openapi_schema(path_prefix="/api/v1/")
    return HttpResponse(json.dumps(schema, ensure_ascii=False), content_type="application/json; charset=utf-8")


def _decided(pattern: URLPattern) -> URLPattern:
    """A route of the framework with the decision of its operation; one without a decision stops the start."""
    view = never_cache(pattern.callback)
    view.decision = DECISIONS[str(pattern.name)]  # type: ignore[attr-defined]  # read by the route check
    pattern.callback = view
    return pattern


_operations = [
    _decided(pattern) for pattern in interface.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"
]

urlpatterns = [
    path("api/v1/openapi.json", description, name="description"),
    path("api/v1/", (_operations, "ninja", "v1")),
    path("feeds/<str:key>.ics", calendar.calendar, name="calendar"),
]
