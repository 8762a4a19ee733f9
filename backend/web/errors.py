"""What goes wrong, told to people in one place: a page for a page, JSON for the worker; never more than they need."""

from http import HTTPStatus
from typing import Any

import structlog
from litestar import Response
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_405_METHOD_NOT_ALLOWED,
    HTTP_409_CONFLICT,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from backend.domain.errors import (
    AlreadyApplied,
    Answered,
    DomainError,
    Ended,
    Forbidden,
    Invalid,
    Moved,
    NotFound,
    NotNext,
    NotOpen,
    TooEarly,
    Withdrawn,
)
from backend.paper.press import TooSlow
from backend.store.engine import is_retryable
from backend.store.sessions import SignedIn
from backend.views.sign_in import ErrorPage
from backend.web import share
from backend.web.asked import Asked
from backend.web.forms import see_other, what_was_typed
from backend.web.services import Services

log = structlog.get_logger()

RETRY_SECONDS = "5"

STATUS: dict[type[DomainError], int] = {
    Invalid: HTTP_422_UNPROCESSABLE_ENTITY,
    NotFound: HTTP_404_NOT_FOUND,
    Forbidden: HTTP_403_FORBIDDEN,
    Withdrawn: HTTP_409_CONFLICT,
    AlreadyApplied: HTTP_409_CONFLICT,
    Answered: HTTP_409_CONFLICT,
    NotNext: HTTP_409_CONFLICT,
    Moved: HTTP_409_CONFLICT,
    NotOpen: HTTP_409_CONFLICT,
    Ended: HTTP_409_CONFLICT,
    TooEarly: HTTP_409_CONFLICT,
}
TOLD = {
    HTTP_400_BAD_REQUEST: ("Det kunne ikke læses", "Gå tilbage, og prøv igen."),
    HTTP_401_UNAUTHORIZED: (
        "Log ind først",
        "Du er ikke længere logget ind. Gå tilbage i browseren: det, du skrev, står der endnu. Log ind, og send igen.",
    ),
    HTTP_403_FORBIDDEN: ("Det må du ikke", "Ændringen kom fra en anden side end Konkret."),
    HTTP_404_NOT_FOUND: ("Siden findes ikke", "Adressen er forkert, eller siden er flyttet."),
    HTTP_405_METHOD_NOT_ALLOWED: ("Det kan man ikke her", "Gå tilbage, og prøv igen."),
    HTTP_413_REQUEST_ENTITY_TOO_LARGE: (
        "Det er for meget på én gang",
        "Det kan ikke sendes: en tekst er for lang, eller en fil fylder over 10 MB. Gå tilbage i din browser: "
        "det, du skrev, står der endnu.",
    ),
    HTTP_500_INTERNAL_SERVER_ERROR: ("Noget gik galt hos os", "Det er ikke din fejl. Prøv igen om lidt."),
    HTTP_503_SERVICE_UNAVAILABLE: ("Konkret har travlt", "Prøv igen om lidt."),
}
SLOW = ("Filen blev ikke færdig", "Den er lang, eller der er travlt lige nu. Prøv igen om lidt.")
# What was typed is shown again in words a person knows; hidden fields are not shown at all.
LABELS = {
    "title": "Titel",
    "employer": "Arbejdsgiver",
    "place": "Sted",
    "link": "Link",
    "applied_on": "Dato",
    "note": "Note",
    "private_note": "Til dig selv",
    "contact": "Kontaktperson",
    "summary": "Note",
    "reason": "Grund",
    "why": "Hvorfor",
    "detail": "Beskrivelse",
    "due": "Senest",
    "deadline": "Ansøgningsfrist",
    "apply_by": "Søges senest",
    "starts_at": "Tidspunkt",
    "text": "Ønske",
    "day": "Dag",
    "answer_text": "Svar",
    "answer": "Svar",
    "goals": "Mål",
    "gave": "Hvad det gav",
    "occupation": "Job",
    "file": "Fil, der skal vælges igen",
}


def of_domain(request: Asked, error: DomainError) -> Response[Any]:
    """A wish that is not granted."""
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    return _told(request, status, heading="Det kunne ikke lade sig gøre", sentence=error.reason)


def of_http(request: Asked, error: HTTPException) -> Response[Any]:
    """What the framework turned away."""
    if request.method == "GET" and _wants_page(request):
        if isinstance(error, NotAuthorizedException):
            return see_other(request, _sign_in(request))
        if error.status_code == HTTP_405_METHOD_NOT_ALLOWED and _navigates(request):
            # A page drawn again with its errors stands at the form's address; loaded anew, it is the page around it.
            return see_other(request, request.scope["path"].rsplit("/", 1)[0] or "/")
    heading, sentence = TOLD.get(error.status_code, TOLD[HTTP_400_BAD_REQUEST])
    answer = _told(request, error.status_code, heading=heading, sentence=sentence)
    answer.headers |= error.headers or {}
    return answer


def of_slow_paper(request: Asked, _: TooSlow) -> Response[Any]:
    """A file that was not made in time."""
    return _later(_told(request, HTTP_503_SERVICE_UNAVAILABLE, heading=SLOW[0], sentence=SLOW[1]))


def of_everything_else(request: Asked, error: Exception) -> Response[Any]:
    """A fault of ours: the log gets the story, people get a sentence."""
    status = HTTP_503_SERVICE_UNAVAILABLE if is_retryable(error) else HTTP_500_INTERNAL_SERVER_ERROR
    log.error(
        "unexpected", path=request.scope.get("path_template", ""), method=request.method, status=status, exc_info=error
    )
    heading, sentence = TOLD[status]
    answer = _told(request, status, heading=heading, sentence=sentence)
    return _later(answer) if status == HTTP_503_SERVICE_UNAVAILABLE else answer


HANDLERS = {
    DomainError: of_domain,
    HTTPException: of_http,
    TooSlow: of_slow_paper,
    Exception: of_everything_else,
}


def _sign_in(request: Asked) -> str:
    """Where to sign in, with what another app has shared meanwhile."""
    return share.behind("/log-ind", request.query_params) if request.scope["path"] == share.PATH else "/log-ind"


def _later(answer: Response[Any]) -> Response[Any]:
    answer.headers["retry-after"] = RETRY_SECONDS
    return answer


def _told(request: Asked, status: int, *, heading: str, sentence: str) -> Response[Any]:
    if not _wants_page(request):
        return Response({"code": HTTPStatus(status).phrase, "reason": sentence}, status_code=status)
    services: Services = request.app.state.services
    page = ErrorPage(
        shell=services.pages.shell(_user(request), title=heading, place="error"),
        status=status,
        heading=heading,
        sentence=sentence,
        kept=tuple((LABELS[name], text) for name, text in what_was_typed(request).items() if name in LABELS and text),
        stays=request.method == "POST",
    )
    return services.pages.drawn("pages/error.html", page, status=status)


def _user(request: Asked) -> SignedIn | None:
    # A path that leads nowhere is turned away before anyone asks who it was.
    user = request.scope.get("user")
    return user if isinstance(user, SignedIn) else None


def _navigates(request: Asked) -> bool:
    # A script that looks for news in an open page must not be led to another one: what is typed there would be lost.
    return request.headers.get("sec-fetch-mode", "navigate") == "navigate"


def _wants_page(request: Asked) -> bool:
    return "text/html" in request.headers.get("accept", "") or not request.headers.get("accept")
