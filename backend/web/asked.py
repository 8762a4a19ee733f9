"""A request as handlers see it, and the way pages are asked for."""

from functools import partial

from litestar import Request, route
from litestar.datastructures import State
from litestar.enums import HttpMethod
from litestar.params import FromPath

from backend.store.sessions import SignedIn

Asked = Request[SignedIn | None, None, State]
"""`user` is who is signed in, or None."""

Segment = FromPath[str]
"""A part of the address, as in `/job/{job:str}`."""

show = partial(route, http_method=[HttpMethod.GET, HttpMethod.HEAD])
"""Decorates what answers GET, and HEAD with the same headers."""
