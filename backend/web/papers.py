"""A paper as it is handed over: a PDF file to keep, that no cache keeps a copy of."""

from litestar import Response

from backend.paper.parts import Paper
from backend.web.services import Services

PDF = "application/pdf"


async def handed_over(services: Services, paper: Paper, *, name: str) -> Response[bytes]:
    """The file, offered for saving as `name-date.pdf` (plain ASCII). Raises TooSlow."""
    file = await services.press.pdf(paper)
    headers = {
        "content-disposition": f'attachment; filename="{name}-{paper.made_on}.pdf"',
        "cache-control": "no-store",
    }
    return Response(file, media_type=PDF, headers=headers)
