"""Pages: a frozen struct from views, drawn by its template."""

from collections.abc import Mapping

from jinja2 import Environment
from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from msgspec import Struct

from backend.domain.time import Clock, local_date
from backend.store.sessions import SignedIn
from backend.views.shell import Place, Shell, SyncLine
from backend.web.static import Assets
from backend.web.tokens import form_token

HTML = "text/html; charset=utf-8"


class Pages:
    """Draws pages. `secret` signs the form tokens."""

    def __init__(self, environment: Environment, assets: Assets, *, secret: str, clock: Clock) -> None:
        self._templates = environment
        vars(environment)["globals"]["asset"] = assets.url
        self._secret = secret
        self._clock = clock

    def token(self, session: str) -> str:
        """The form token of a session (its hashed key)."""
        return form_token(self._secret, session)

    def shell(self, user: SignedIn | None, *, title: str, place: Place) -> Shell:
        """The frame of a page for whoever is signed in; a page drawn here is never offline."""
        return Shell(
            title=title,
            place=place,
            role=user.person.role if user else "",
            person=user.person.id if user else "",
            first_name=user.person.first_name if user else "",
            token=self.token(user.session) if user else "",
            today=local_date(self._clock()),
            sync=SyncLine(),
        )

    def drawn(self, template: str, page: Struct, *, status: int = HTTP_200_OK) -> Response[str]:
        """The page, never kept by a cache that others share."""
        context = {name: getattr(page, name) for name in page.__struct_fields__}
        content = self._templates.get_template(template).render(context)
        headers = {"cache-control": "private, no-cache"}
        return Response(content, status_code=status, media_type=HTML, headers=headers)

    def with_form(self, template: str, page: Struct, *, problems: Mapping[str, str] | None) -> Response[str]:
        """A page with a form on it: 422 with the `problems` of what was sent, {field: sentence}; 200 without any."""
        return self.drawn(template, page, status=HTTP_422_UNPROCESSABLE_ENTITY if problems else HTTP_200_OK)
