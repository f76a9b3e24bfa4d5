"""Who we are, from the environment: KG_ENDPOINT_TOKEN, or KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD."""

from __future__ import annotations

import base64
import os
import re
from typing import Final
from urllib.parse import SplitResult

from kg.errors import OptionError

TOKEN: Final = "KG_ENDPOINT_TOKEN"
USER: Final = "KG_ENDPOINT_USER"
PASSWORD: Final = "KG_ENDPOINT_PASSWORD"
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
BEARER: Final = re.compile(r"[\x21-\x7e]+")  # what a header may carry (RFC 9110, 5.5)


def identity(url: SplitResult) -> dict[str, str]:
    """The headers that say who asks; {} where the environment says nothing.

    Raises OptionError, which never tells a secret, for one that no header can carry, and where it would travel
    unencrypted.
    """
    headers = _headers()
    if headers and url.scheme == "http" and url.hostname not in LOCAL:
        raise OptionError(repr(url.geturl()), "would carry a password or token unencrypted", "use https")
    return headers


def _headers() -> dict[str, str]:
    if token := os.environ.get(TOKEN, "").strip():
        if not BEARER.fullmatch(token):
            raise OptionError(TOKEN, "holds a blank or a character that no token has", "set it again")
        return {"Authorization": f"Bearer {token}"}
    if user := os.environ.get(USER):
        if ":" in user:
            raise OptionError(USER, "holds a colon, which no user's name may have", "set it again")
        told = f"{user}:{os.environ.get(PASSWORD, '')}".encode("utf-8", "surrogateescape")  # RFC 7617
        return {"Authorization": f"Basic {base64.b64encode(told).decode()}"}
    return {}
