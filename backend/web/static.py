"""The front end's built files: their hashed addresses for templates, and the routes that serve them from memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, Response, route
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from litestar.handlers import HTTPRouteHandler

# Held in every encoding, so an application that compresses what it sends must leave these alone.
READY = {"exclude_from_compression": True}
# Smallest first. The endings are those of the copies that the build writes beside a file.
ENCODINGS = {"br": ".br", "gzip": ".gz"}
FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
FIXED = {
    # The worker answers for the whole site, and a new one must be found at once.
    "sw.js": {"cache-control": "no-cache", "service-worker-allowed": "/"},
    "manifest.webmanifest": {"cache-control": "no-cache"},
}


class NotBuilt(Exception):
    """The folder holds no finished front-end build."""


class Built(msgspec.Struct, frozen=True):
    """One file of a build, as `manifest.json` tells it; `file` is a path below the folder."""

    file: str
    type: str
    integrity: str


class Manifest(msgspec.Struct, frozen=True):
    """`manifest.json` of a build: assets by logical name, and the files that keep their address."""

    assets: dict[str, Built]
    fixed: dict[str, Built]

    @classmethod
    def load(cls, dist: Path) -> Manifest:
        """Read the manifest. Raises `NotBuilt`."""
        try:
            return msgspec.json.decode((dist / "manifest.json").read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError) as fault:
            raise NotBuilt(f"{dist} holds no front-end build: run `make build`.") from fault


@dataclass(frozen=True, slots=True)
class Assets:
    """Where a template finds an asset: address and integrity by logical name."""

    built: Mapping[str, Built]

    @classmethod
    def load(cls, dist: Path) -> Assets:
        """Read the names of a build. Raises `NotBuilt`."""
        return cls(Manifest.load(dist).assets)

    def url(self, name: str) -> str:
        """`main.css` gives `/static/main-….css`. Raises `KeyError` for a name that was not built."""
        return f"/{self.built[name].file}"

    def integrity(self, name: str) -> str:
        """The value of an `integrity` attribute. Raises `KeyError` for a name that was not built."""
        return self.built[name].integrity


@dataclass(frozen=True, slots=True)
class Body:
    """One file in memory: its bytes by content encoding (`identity` always) and the headers of every answer."""

    variants: Mapping[str, bytes]
    digest: str
    headers: Mapping[str, str]

    @classmethod
    def load(cls, dist: Path, built: Built, *, headers: Mapping[str, str]) -> Body:
        """Read a file and its compressed copies."""
        path = dist / built.file
        plain = path.read_bytes()
        copies = {encoding: path.with_name(path.name + ending) for encoding, ending in ENCODINGS.items()}
        variants = {encoding: copy.read_bytes() for encoding, copy in copies.items() if copy.exists()}
        return cls(
            variants={**variants, "identity": plain},
            digest=hashlib.sha256(plain).hexdigest()[:20],
            headers={
                "content-type": built.type,
                "x-content-type-options": "nosniff",
                **headers,
                **({"vary": "accept-encoding"} if variants else {}),
            },
        )

    def answer(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """The smallest variant that the browser takes, or 304 when it holds that one."""
        accepted = accepted_encodings(request.headers.get("accept-encoding", ""))
        encoding = next((name for name in ENCODINGS if name in self.variants and name in accepted), "identity")
        # A strong validator names exact bytes (RFC 9110 section 8.8.3.3), so each encoding has its own.
        etag = f'"{self.digest}-{encoding}"'
        headers = {**self.headers, "etag": etag}
        if etag in request.headers.get("if-none-match", ""):
            return Response(b"", status_code=304, headers=headers)
        if encoding != "identity":
            headers["content-encoding"] = encoding
        return Response(self.variants[encoding], headers=headers)


def accepted_encodings(header: str) -> Container[str]:
    """The codings that an `Accept-Encoding` names with a weight above 0 (RFC 9110 section 12.5.3)."""
    offers = [offer.replace(" ", "").lower().partition(";q=") for offer in header.split(",")]
    return {coding for coding, _, weight in offers if weight.strip("0.") or not weight}


def static_routes(dist: Path) -> list[HTTPRouteHandler]:
    """GET and HEAD of `/static/{name}` and of each file that keeps its address. Raises `NotBuilt`."""
    manifest = Manifest.load(dist)
    bodies = {Path(built.file).name: Body.load(dist, built, headers=FOR_EVER) for built in manifest.assets.values()}

    @route("/static/{name:str}", http_method=["GET", "HEAD"], name="static", opt=READY, include_in_schema=False)
    async def serve_asset(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        if name not in bodies:
            raise NotFoundException(detail=f"No asset is called {name}.")
        return bodies[name].answer(request)

    return [serve_asset, *(_fixed_route(dist, manifest.fixed[name], headers=FIXED[name]) for name in manifest.fixed)]


def _fixed_route(dist: Path, built: Built, *, headers: Mapping[str, str]) -> HTTPRouteHandler:
    body = Body.load(dist, built, headers=headers)

    @route(f"/{built.file}", http_method=["GET", "HEAD"], name=built.file, opt=READY, include_in_schema=False)
    async def serve_fixed(request: Request[Any, Any, Any]) -> Response[bytes]:
        return body.answer(request)

    return serve_fixed
