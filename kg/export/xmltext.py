"""Text as XML 1.0 can hold it."""

from __future__ import annotations

import re
from typing import Final

# https://www.w3.org/TR/xml/#charsets; a carriage return is allowed but comes back as a line feed
ILLEGAL: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids."""
    return ILLEGAL.sub("", text)
