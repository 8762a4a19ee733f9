"""Konkret's own engine as the peers' servers are: one record in memory, with no more around it than it needs."""

import asyncio
import socket
import zlib
from typing import Annotated

import msgspec
import uvicorn
from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.datastructures import State
from litestar.status_codes import HTTP_200_OK

from backend.app import COMPRESSION
from sync.server import Commands, Engine, Failure, Limits, Made, Overwritten, read, write
from tests.bench import workload
from tests.support.sync_memory import MemoryStore, MemoryWriting

LIMITS = Limits()


class Edit(msgspec.Struct, frozen=True):
    """A joblog entry's fields as they are to be."""

    id: Annotated[str, msgspec.Meta(max_length=22)]
    changed: dict[str, Annotated[str, msgspec.Meta(max_length=2_000)]]


async def edit(writing: MemoryWriting, args: Edit, _made: Made) -> Overwritten:
    """Change fields of an entry that is there."""
    before = await writing.get("joblog", args.id)
    assert before is not None
    await writing.put("joblog", args.id, {**before, **args.changed})
    return None


async def filled() -> MemoryStore:
    """A store with the workload in Anne's record, a version each."""
    store = MemoryStore("e1")
    for row in workload.rows():
        async with store.writing("anne") as writing:
            values = msgspec.structs.asdict(row)
            del values["id"], values["version"]
            await writing.put("joblog", row.id, values)
    return store


def engine_on(store: MemoryStore) -> Engine[MemoryWriting]:
    """The engine as the application has it, with one command."""
    commands: Commands[MemoryWriting] = Commands()
    commands.add("joblog.edit", Edit, edit)
    return Engine(store=store, commands=commands, limits=LIMITS, on_failure=_told)


def app_of(engine: Engine[MemoryWriting]) -> Litestar:
    """Answers `POST /sync` for Anne, and a page to stand on."""

    @get("/", media_type=MediaType.HTML)
    async def page() -> str:
        return '<!doctype html><title>bench</title><link rel="icon" href="data:,">'

    @post("/sync", status_code=HTTP_200_OK)
    async def sync(request: Request[None, None, State]) -> Response[bytes]:
        body = await request.body()
        plain = zlib.decompress(body, wbits=31) if request.headers.get("content-encoding") == "gzip" else body
        answer = await engine.exchange(read(plain, limit=LIMITS.bytes), person="anne", now=workload.BEGUN)
        return Response(write(answer), media_type=MediaType.JSON)

    return Litestar([page, sync], compression_config=COMPRESSION, openapi_config=None, logging_config=None)


def _told(failure: Failure) -> None:
    raise failure.error


def main() -> None:
    """Serve on a free port, after saying which."""
    app = app_of(engine_on(asyncio.run(filled())))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        # As long as the peers' servers keep a connection.
        config = uvicorn.Config(app, log_config=None, access_log=False, timeout_keep_alive=60)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
