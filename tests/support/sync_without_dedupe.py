"""`konkret` with a sync engine that carries out again what it has carried out before: a test must see the doubles."""

from contextlib import suppress

from backend.cli import main
from sync.server import Commands, Made, Refusal, Request, Verdict, engine
from sync.server.commands import WritingT
from sync.server.push import Caller, push


async def forgetful_push(
    writing: WritingT, request: Request, *, caller: Caller, commands: Commands[WritingT], attempts: int
) -> list[Verdict]:
    """The verdicts are the right ones, so that phones go on; what is used already is carried out once more."""
    last = (await writing.device(request.device)).last
    for number, mutation in enumerate(request.mutations, request.first):
        if number <= last:
            with suppress(Refusal):
                async with writing.savepoint():
                    await commands.run(
                        writing, mutation, Made(person=caller.person, at=mutation.made_at, now=caller.now)
                    )
    return await push(writing, request, caller=caller, commands=commands, attempts=attempts)


if __name__ == "__main__":
    engine.push = forgetful_push
    main()
