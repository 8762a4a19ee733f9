"""What the framework alone can do: a bare Litestar handler that answers with the text it is started with."""

import socket
import sys

import uvicorn
from litestar import Litestar, Response, get


def app_of(page: bytes) -> Litestar:
    """Answers `/` with the page and nothing else."""

    @get("/")
    async def home() -> Response[bytes]:
        return Response(page, media_type="text/html; charset=utf-8")

    return Litestar([home], openapi_config=None, logging_config=None)


def main() -> None:
    """Serve on a free port, after saying which."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        config = uvicorn.Config(app_of(sys.argv[1].encode()), log_config=None, access_log=False)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
