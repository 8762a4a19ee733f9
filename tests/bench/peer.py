"""What the framework alone can do: a bare Litestar handler that answers with the text it is started with."""

import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from litestar import Litestar, Request, Response, get, post
from litestar.status_codes import HTTP_200_OK

from tests.bench.deployment import Process


@dataclass(frozen=True)
class Peer:
    """One that is up."""

    address: str
    process: Process


@contextmanager
def peer(page: bytes) -> Generator[Peer]:
    """The bare framework in a process of its own, with those bytes for an answer."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.peer", page.decode()], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            yield Peer(process.stdout.readline().strip(), Process.of(process))
        finally:
            process.terminate()


def app_of(page: bytes) -> Litestar:
    """Answers `/` and `/sync` with the page and nothing else."""

    @get("/")
    async def home() -> Response[bytes]:
        return Response(page, media_type="text/html; charset=utf-8")

    @post("/sync", status_code=HTTP_200_OK)
    async def sync(request: Request[Any, Any, Any]) -> Response[bytes]:
        await request.body()
        return Response(page, media_type="application/json")

    return Litestar([home, sync], openapi_config=None, logging_config=None)


def main() -> None:
    """Serve on a free port, after saying which."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        config = uvicorn.Config(app_of(sys.argv[1].encode()), log_config=None, access_log=False)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
