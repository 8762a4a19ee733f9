"""What is made of the deployment's secret: form tokens, each of one session, and the secrets of calendar addresses."""

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache


# Asked for with every exchange of a phone.
@lru_cache(maxsize=4096)
def form_token(secret: str, session: str) -> str:
    """The token of a session (its hashed key): 32 hexadecimal digits."""
    return hmac.digest(secret.encode(), b"form:" + session.encode(), "sha256").hex()[:32]


def calendar_secret(secret: str, nonce: str) -> str:
    """The secret of a calendar address: 256 bits, base64url. It can be shown again and is kept nowhere."""
    made = hmac.digest(secret.encode(), b"calendar:" + nonce.encode(), "sha256")
    return urlsafe_b64encode(made).rstrip(b"=").decode("ascii")


def same(one: str, other: str) -> bool:
    """Whether two tokens are the same, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
