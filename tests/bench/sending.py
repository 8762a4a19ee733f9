"""How many push messages one process sends in a second over TLS, beside plain `webpush()` and npm web-push.

A thousand distinct browsers, each with its own keys, at a push service on this machine that takes everything.
"""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from backend.domain.subscription import Subscription
from tests.bench.report import Row
from tests.bench.sender import Sent
from tests.support.push_service import Receiver, base64url

BROWSERS = 1000
PEERS = Path(__file__).with_name("peers")
ROUNDS = 3
COUNTS = {"konkret": 5000, "plain": 400, "npm": 5000}
MANY = 100_000
LEAST = {"plain": 4.0, "npm": 1.6}
MOST_GROWTH = 1.1


@dataclass(frozen=True)
class Sink:
    """A push service; `pem` has its certificate, which senders are to trust."""

    address: str
    pem: Path


def measured(folder: Path) -> list[Row]:
    """The rows about sending; the rounds take turns."""
    with sink(folder) as service:
        errand = _Errand(service)
        rounds: dict[str, list[Sent]] = {name: [] for name in COUNTS}
        for _ in range(ROUNDS):
            for name, count in COUNTS.items():
                rounds[name].append(errand.carried_out(name, count))
        many = errand.carried_out("konkret", MANY)
    return [*_rates(rounds), *(_beside(rounds, name) for name in LEAST), _memory(many)]


def _rates(rounds: dict[str, list[Sent]]) -> list[Row]:
    names = {"konkret": "push messages, as the worker sends", "plain": "plain webpush()", "npm": "npm web-push"}
    return [
        Row(
            name=names[name],
            value=median(each.per_second for each in sent),
            unit="/s",
            runs=tuple(each.per_second for each in sent),
            note=f"{median(each.count / each.cpu_seconds for each in sent):.0f} per second of CPU",
        )
        for name, sent in rounds.items()
    ]


def _beside(rounds: dict[str, list[Sent]], name: str) -> Row:
    ratios = tuple(
        mine.per_second / theirs.per_second for mine, theirs in zip(rounds["konkret"], rounds[name], strict=True)
    )
    return Row(
        name=f"push messages, times {'plain webpush()' if name == 'plain' else 'npm web-push'}",
        value=median(ratios),
        unit="x",
        limit=LEAST[name],
        at_least=True,
        runs=ratios,
    )


def _memory(many: Sent) -> Row:
    return Row(
        name=f"memory after {MANY:,} messages, times that after 2,000",
        value=many.late_mb / many.early_mb,
        unit="x",
        limit=MOST_GROWTH,
        note=f"{many.early_mb:.0f} MB, then {many.late_mb:.0f} MB",
    )


class _Errand:
    """The same for every sender."""

    def __init__(self, service: Sink) -> None:
        self._service = service
        self._browsers = browsers(service.address, BROWSERS)
        key = ec.generate_private_key(ec.SECP256R1())
        self._key = base64url(key.private_numbers().private_value.to_bytes(32, "big"))
        self._public = base64url(
            key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        )

    def carried_out(self, name: str, count: int) -> Sent:
        """By a process of its own. Raises CalledProcessError."""
        errand: dict[str, Any] = {
            "subscriptions": self._browsers,
            "count": count,
            "key": self._key,
            "public": self._public,
        }
        npm = ["node", str(PEERS / "webpush.mjs")]
        command = npm if name == "npm" else [sys.executable, "-m", "tests.bench.sender", name]
        done = subprocess.run(
            command, input=msgspec.json.encode(errand), env=trusting(self._service), stdout=subprocess.PIPE, check=True
        )
        return msgspec.json.decode(done.stdout, type=Sent)


def browsers(address: str, count: int) -> Sequence[Subscription]:
    """So many, each with keys of its own."""
    return [Receiver(address, f"{number}").subscription for number in range(count)]


def trusting(service: Sink) -> dict[str, str]:
    """The environment of a program that is to believe the push service: Python's, requests' and Node's word for it."""
    names = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
    return os.environ | dict.fromkeys(names, str(service.pem))


@contextmanager
def sink(folder: Path) -> Generator[Sink]:
    """The push service, in a process of its own."""
    pem = folder / "sink.pem"
    pem.write_bytes(_certificate())
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sink", str(pem)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            yield Sink(f"https://127.0.0.1:{process.stdout.readline().strip()}", pem)
        finally:
            process.terminate()


def _certificate() -> bytes:
    """A key and a certificate for this machine, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a push service of the bench")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)
