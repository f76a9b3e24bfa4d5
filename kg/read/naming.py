"""Names for articles: plain ASCII, safe as a file name and inside an IRI."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

LONGEST: Final = 80
UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")
# Device names of Windows, which no file may bear.
RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")


def slug(words: str) -> str:
    """`words` as letters, digits, "-" and "_"; with a digest where too little or too much remains.

    >>> slug("Flood in Côte-d'Or")
    'Flood-in-Cote-d-Or'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    name = UNSAFE.sub("-", plain).strip("-")
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if not name or RESERVED.fullmatch(name):
        return f"article-{digest}"
    return name if len(name) <= LONGEST else f"{name[:LONGEST].rstrip('-')}-{digest}"


class Names:
    """Hands out names that differ, upper and lower case aside, within one file."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, words: str) -> str:
        """The slug of `words`, with a number when it was taken before."""
        base = name = slug(words)
        number = 1
        while name.lower() in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name.lower())
        return name
