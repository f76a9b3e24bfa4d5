"""Text as XML 1.0 can hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# https://www.w3.org/TR/xml/#charsets; a carriage return is allowed but comes back as a line feed
ILLEGAL: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids."""
    return ILLEGAL.sub("", text)


def xml_document(document: str, notes: Iterable[str] = ()) -> str:
    """A document with each forbidden character as U+FFFD, so that offsets stay true; a comment tells how many.

    A carriage return is kept, as a reference. `document` starts with an XML declaration on a line of its own, and
    nothing but the text in it may hold such characters. `notes` become comments too; they hold no "--".
    """
    plain, lost = FORBIDDEN.subn("\ufffd", document)
    plain = plain.replace("\r", "&#13;")
    what = "1 character" if lost == 1 else f"{lost} characters"
    told = [*notes, *([f"{what} that XML 1.0 cannot hold written as U+FFFD"] if lost else [])]
    declaration, _, rest = plain.partition("\n")
    return "\n".join([declaration, *(f"<!-- {note} -->" for note in told), rest])
