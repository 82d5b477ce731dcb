"""The HTTP API: the same JSON as the command line, about a case in the body or one that is kept.

On one machine a call carries the key of this start (see `door`); a page from elsewhere that makes a
browser call it is refused by its Origin, its Sec-Fetch-Site, its Host (see ALLOWED_HOSTS) and by
the type of its body. In a team every call carries a person's key.
"""

from __future__ import annotations

import json
import re
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from pydantic import BeforeValidator

from ashore.facts import Case
from ashore.files.articles import read_guide
from ashore.files.build import Reading
from ashore.files.case import parse_case, write_case
from ashore.files.guidance import read_guidance
from ashore.loan import Finding
from ashore.report.guide_page import GuidePage, article_value, contents_value
from ashore.report.schemas import SCHEMAS
from ashore.web.answers import forget, law_of, practice_of
from ashore.web.api_answers import ANSWERS, Asked, answered
from ashore.web.api_shape import COMPONENTS, asks_case, gives
from ashore.web.clock import today
from ashore.web.http import Request, in_team
from ashore.web.listing import listed
from ashore.web.models import CaseFile
from ashore.web.rights import may_write, member_of, mine, note, organisation_of
from ashore.web.store import Locked, Opened, Writer, begin, erase, opened, write
from ashore.web.team import user_of_token
from ashore.words import AshoreError, BadInput, Text

__all__ = ["api"]

JSON = "application/json"
BEARER = "Bearer "
Lang = Literal["zh", "en"]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _plain_day(said: object) -> object:
    """Return a day as it was written; a number of seconds is no day here."""
    if not isinstance(said, str) or not DAY.fullmatch(said):
        raise ValueError("a day like 2026-11-23")
    return said


Day = Annotated[date, BeforeValidator(_plain_day)]
ERASED = {"description": "erased"}


def admitted(request: HttpRequest) -> object:
    """Let a call in: on one machine whoever came through the door, in a team with a person's key.

    Raises:
        PermissionDenied: a page from elsewhere made a browser ask.
    """
    if _from_elsewhere(request):
        raise PermissionDenied
    if not in_team():
        return True
    said = request.headers.get("Authorization", "")
    user = user_of_token(said.removeprefix(BEARER)) if said.startswith(BEARER) else None
    if user is None:
        return None
    request.user = user
    return user if member_of(_own(request)) is not None else None


def _from_elsewhere(request: HttpRequest) -> bool:
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    own = f"{request.scheme}://{request.get_host()}"
    return origin not in {None, own} or site not in {None, "none", "same-origin"}


def _own(request: HttpRequest) -> Request:
    """Return a request with what the middleware put there."""
    return request  # type: ignore[return-value]


class Document(NinjaAPI):
    """The API whose OpenAPI document holds our published schemas."""

    def get_openapi_schema(self, *args: Any, **more: Any) -> OpenAPISchema:  # noqa: ANN401
        """Return the document."""
        made = super().get_openapi_schema(*args, **more)
        parts = made.setdefault("components", {})
        parts.setdefault("schemas", {}).update(COMPONENTS)
        parts["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"key": []}]
        return made


api = Document(
    title="ashore",
    version="1",
    description="What an overdue loan comes to, with sources. Information, not legal advice.",
    docs_url=None,  # its page loads scripts from elsewhere
    openapi_url="/openapi.json",
    urls_namespace="api",
    auth=admitted,
)


# -- answers --------------------------------------------------------------------------------------


@api.post("/answers/{name}", url_name="answer", tags=["answers"],
          summary="Ask about a case in the body; nothing is kept",
          openapi_extra={"requestBody": asks_case(),
                         "responses": gives("answer", 400, 404, 415)})  # fmt: skip
def ask(
    request: HttpRequest,
    name: str,
    on: Day | None = None,
    explain: bool = False,
    quick: bool = False,
    lang: Lang = "zh",
) -> HttpResponse:
    """Return an answer about the case file in the body."""
    if name not in ANSWERS:
        raise Http404
    reading = _read(request)
    asked = _asked(reading.case, on, reading.notes, (explain, quick, lang))
    return _said(answered(name, asked))


@api.get("/cases/{code}/{name}", url_name="case-answer", tags=["cases"],
         summary="Ask about a case that is kept",
         openapi_extra={"responses": gives("answer", 400, 404, 423)})  # fmt: skip
def ask_kept(
    request: HttpRequest,
    code: UUID,
    name: str,
    on: Day | None = None,
    explain: bool = False,
    quick: bool = False,
    lang: Lang = "zh",
) -> HttpResponse:
    """Return an answer about a case that is kept."""
    found = _kept(request, code)
    if name not in ANSWERS:
        raise Http404
    return _said(answered(name, _asked(found.case, on, (), (explain, quick, lang))))


def _asked(
    case: Case, on: date | None, notes: tuple[Finding, ...], how: tuple[bool, bool, str]
) -> Asked:
    explain, quick, lang = how
    day = on or case.as_of or today()
    return Asked(case=case, on=day, notes=notes, explain=explain, quick=quick, lang=lang)


# -- cases that are kept --------------------------------------------------------------------------


@api.get("/cases", url_name="cases", tags=["cases"], summary="The cases one may read",
         openapi_extra={"responses": gives("cases")})  # fmt: skip
def cases(request: HttpRequest) -> HttpResponse:
    """Return what may be told of each case without opening it."""
    rows = listed(mine(_own(request)), _session(request), most=None)
    return _said(
        [
            {"id": str(each.code), "created_at": each.at.isoformat(), "loans": each.loans,
             "sealed": each.sealed, "demo": each.demo, "unfinished": each.unfinished}
            for each in rows
        ]
    )  # fmt: skip


@api.post("/cases", url_name="cases", tags=["cases"], summary="Keep a case",
          openapi_extra={"requestBody": asks_case(),
                         "responses": gives("made", 400, 415, status=201)})  # fmt: skip
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the case file in the body; return its code."""
    organisation = organisation_of(_own(request))
    reading = _read(request)
    code = begin(organisation)
    kept = CaseFile.objects.get(id=code)
    write(opened(kept, _session(request)), reading.case, _writer(request), "api")
    note(_own(request), kept, "write")
    return _said({"id": str(code), "version": 1}, HTTPStatus.CREATED)


@api.get("/cases/{code}", url_name="case", tags=["cases"], summary="A case as its file",
         openapi_extra={"responses": gives("case", 404, 423)})  # fmt: skip
def case(request: HttpRequest, code: UUID) -> HttpResponse:
    """Return the case file; the header ETag holds the number of its version."""
    found = _kept(request, code)
    response = HttpResponse(write_case(found.case, "json"), content_type=JSON)
    response.headers["ETag"] = f'"{found.number}"'
    return response


@api.put("/cases/{code}", url_name="case", tags=["cases"], summary="A new version of a case",
         openapi_extra={"requestBody": asks_case(),
                        "responses": gives("made", 400, 404, 409, 415, 423)})  # fmt: skip
def change(request: HttpRequest, code: UUID, version: int) -> HttpResponse:
    """Add a version to a case; `version` is the number it is made from."""
    found = _kept(request, code, writing=True)
    reading = _read(request)
    if version != found.number:
        return _fault(_since(found.number), HTTPStatus.CONFLICT)
    write(found, reading.case, _writer(request), "api")
    return _said({"id": str(code), "version": found.number + 1})


@api.delete("/cases/{code}", url_name="case", tags=["cases"], summary="Erase a case for good",
            openapi_extra={"responses": {**gives("made", 404), "204": ERASED}})  # fmt: skip
def drop(request: HttpRequest, code: UUID) -> HttpResponse:
    """Erase a case with all its versions."""
    kept = _visible(request, code, writing=True)
    note(_own(request), kept, "erase")
    erase(kept.id)
    forget(str(code))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


# -- what it rests on -----------------------------------------------------------------------------


@api.get("/guide", url_name="guide", tags=["guide"], summary="The eighteen questions",
         openapi_extra={"responses": gives("guide")})  # fmt: skip
def guide(request: HttpRequest, on: Day | None = None) -> HttpResponse:
    """Return all articles with their figures."""
    return _said(contents_value(_guide(on)))


@api.get("/guide/{name}", url_name="article", tags=["guide"], summary="One question",
         openapi_extra={"responses": gives("guide", 404)})  # fmt: skip
def article(request: HttpRequest, name: str, on: Day | None = None) -> HttpResponse:
    """Return one article with its figures."""
    page = _guide(on)
    found = page.guide.article(name)
    if found is None:
        raise Http404
    return _said({**contents_value(page), "articles": [article_value(page, found)]})


@api.get("/schemas/{name}", url_name="schema", tags=["schemas"], summary="A JSON Schema",
         openapi_extra={"responses": gives("schema", 404)})  # fmt: skip
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """Return the JSON Schema of an answer, as `ashore schema` prints it."""
    if name not in SCHEMAS:
        raise Http404
    return _said(SCHEMAS[name])


def _guide(on: date | None) -> GuidePage:
    return GuidePage(read_guide(), law_of("CN"), practice_of(), read_guidance(), on or today())


# -- reading and saying ---------------------------------------------------------------------------


class NotJson(Exception):
    """The body says that it is something else than JSON."""


def _read(request: HttpRequest) -> Reading:
    """Return the case in the body, read as strictly as a file.

    Raises:
        NotJson: it is of another type; a form of a page could be.
        BadInput: it is no case.
    """
    if request.content_type != JSON:
        raise NotJson
    try:
        text = request.body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(
            where="body",
            what=Text("不是 UTF-8 文本", "not a text in UTF-8"),
            expected=Text("案卷的 JSON", "a case in JSON"),
            do=Text("用 UTF-8 编码", "encode it in UTF-8"),
        ) from None
    return parse_case(text, "body", "json")


def _kept(request: HttpRequest, code: UUID, *, writing: bool = False) -> Opened:
    """Return a case one may read (and, with `writing`, change)."""
    found = opened(_visible(request, code, writing=writing), _session(request))
    if not found.number:
        raise Http404
    return found


def _visible(request: HttpRequest, code: UUID, *, writing: bool = False) -> CaseFile:
    kept = mine(_own(request)).filter(id=code).first()
    if kept is None:
        raise Http404
    if writing and not may_write(_own(request)):
        raise PermissionDenied
    note(_own(request), kept, "write" if writing else "read")
    return kept


def _session(request: HttpRequest) -> str:
    """Return the name keys are kept under: a call has no session, so sealed cases stay sealed."""
    return f"api:{request.user.pk or ''}"


def _writer(request: HttpRequest) -> Writer:
    return Writer(session=_session(request), user=request.user.pk)


def _said(value: object, status: int = HTTPStatus.OK) -> HttpResponse:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return HttpResponse(f"{text}\n", content_type=JSON, status=status)


def _fault(fault: AshoreError, status: int) -> HttpResponse:
    parts = {"what": fault.what, "expected": fault.expected, "do": fault.do}
    told = {key: {"zh": said.zh, "en": said.en} for key, said in parts.items()}
    return _said({"where": fault.where, **told}, status)


def _since(number: int) -> BadInput:
    return BadInput(
        where="version",
        what=Text("案卷在那之后改过", "the case was changed since"),
        expected=Text(f"version={number}", f"version={number}"),
        do=Text("读最新的，再改一次", "read the newest and repeat the change"),
    )


@api.exception_handler(AshoreError)
def _told(request: HttpRequest, fault: AshoreError) -> HttpResponse:
    return _fault(fault, HTTPStatus.BAD_REQUEST)


@api.exception_handler(Locked)
def _locked(request: HttpRequest, fault: Locked) -> HttpResponse:
    return JsonResponse({"detail": "sealed"}, status=HTTPStatus.LOCKED)


@api.exception_handler(PermissionDenied)
def _refused(request: HttpRequest, fault: PermissionDenied) -> HttpResponse:
    return JsonResponse({"detail": "Forbidden"}, status=HTTPStatus.FORBIDDEN)


@api.exception_handler(NotJson)
def _not_json(request: HttpRequest, fault: NotJson) -> HttpResponse:
    return JsonResponse({"detail": f"not {JSON}"}, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
