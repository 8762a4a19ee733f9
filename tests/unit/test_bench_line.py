"""The line that the sync engines are measured on: never quicker than it says, and nothing is lost or miscounted."""

import socket
import threading
import time

from tests.bench.line import Line, Speed, Traffic

SPEED = Speed(down=100_000, up=50_000, round_trip=0.04)
QUESTION, ANSWER = b"q" * 1_000, b"a" * 10_000


def answering(listening: socket.socket) -> None:
    """Take one connection, and answer each question on it."""
    connection, _ = listening.accept()
    with connection:
        while read(connection, len(QUESTION)):
            connection.sendall(ANSWER)


def read(connection: socket.socket, size: int) -> bytes:
    """So many bytes; fewer when the other side has ended."""
    said = b""
    while len(said) < size and (more := connection.recv(size - len(said))):
        said += more
    return said


def test_a_new_connection_takes_a_turn_and_each_byte_its_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, Line(listening.getsockname()[1], SPEED) as line:
        line.slow()
        server = threading.Thread(target=answering, args=[listening])
        server.start()
        begun = time.monotonic()
        with socket.create_connection(("127.0.0.1", line.port)) as phone:
            phone.sendall(QUESTION)
            assert read(phone, len(ANSWER)) == ANSWER
            first = time.monotonic() - begun
            phone.sendall(QUESTION)
            assert read(phone, len(ANSWER)) == ANSWER
        server.join()
    assert first >= SPEED.least(down=len(ANSWER)) + len(QUESTION) / SPEED.up
    assert time.monotonic() - begun >= first + SPEED.round_trip + len(ANSWER) / SPEED.down
    assert line.count() == Traffic(down=2 * len(ANSWER), up=2 * len(QUESTION), turns=2)
    assert line.count() == Traffic()
