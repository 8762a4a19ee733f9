"""The form token: bound to one session, so that a page of another site cannot have it."""

import hmac
from hashlib import sha256


def form_token(secret: str, session: str) -> str:
    """The token of a session (its hashed key): 32 hexadecimal digits."""
    return hmac.new(secret.encode(), b"form:" + session.encode(), sha256).hexdigest()[:32]


def same(one: str, other: str) -> bool:
    """Whether two tokens are the same, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
