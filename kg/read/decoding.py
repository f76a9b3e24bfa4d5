"""Bytes to text: byte order marks, UTF-8, UTF-16, declared and legacy encodings; line ends become LF."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from kg.errors import ArticleError

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"{\\rtf", "an RTF document"),
)
# WHATWG Encoding: pages that declare these mean Windows-1252.
AS_CP1252: Final = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252"})
SAVE_AS_UTF8: Final = "save it as UTF-8 text"
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH_SHARE: Final = 0.05  # English in Windows-1252 holds fewer bytes above 127 than this


def decode(data: bytes, where: str, declared: str = "") -> str:
    """The text of `data`, without a byte order mark, CRLF and CR as LF; `declared` is a page's own charset.

    Raises ArticleError for binary data and for bytes that fit no encoding.
    """
    text = _decode(data, where, declared.strip().lower())
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\x00" in text:
        raise ArticleError(where, "holds NUL characters: it is a binary file", SAVE_AS_UTF8)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, where: str, declared: str) -> str:
    for magic, name in MAGIC:
        if data.startswith(magic):
            raise ArticleError(where, f"is {name}, not text", SAVE_AS_UTF8)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, where)
    if b"\x00" in data:
        return _wide(data, where)
    if declared and declared != "utf-8":
        try:
            return data.decode("cp1252" if declared in AS_CP1252 else declared)
        except (LookupError, UnicodeDecodeError):
            pass  # a page that declares what it is not: go by the bytes
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error, where)


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"begins as {encoding.upper()} but breaks it at byte {error.start}"
        raise ArticleError(where, reason, SAVE_AS_UTF8) from error


def _wide(data: bytes, where: str) -> str:
    """UTF-16 without a mark: Latin letters leave every other byte zero. Anything else with zeros is binary."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(data) / 4 and min(even, odd) == 0:
        return _strict(data, "utf-16-be" if even > odd else "utf-16-le", where)
    raise ArticleError(where, "holds NUL bytes: it is a binary file", SAVE_AS_UTF8)


def _legacy(data: bytes, error: UnicodeDecodeError, where: str) -> str:
    """Text in Windows-1252 or another legacy encoding."""
    high = sum(byte > 127 for byte in data)
    whole = sum(len(m) for m in MULTIBYTE.findall(data))
    if whole > high / 2:
        raise ArticleError(where, f"is UTF-8 with a broken byte at {error.start}", SAVE_AS_UTF8) from error
    if high < HIGH_SHARE * len(data):
        try:
            return _readable(data.decode("cp1252"), where)
        except UnicodeDecodeError:
            pass  # bytes that Windows-1252 leaves undefined: another encoding
    best = from_bytes(data).best()
    if best is None:
        raise ArticleError(where, "is in no encoding that can be told: a binary file?", SAVE_AS_UTF8) from error
    return _readable(str(best), where)


def _readable(text: str, where: str) -> str:
    """Refuses what decodes but is no text."""
    if len(CONTROL.findall(text)) > len(text) / 100:
        raise ArticleError(where, "holds too many control characters: it is a binary file", SAVE_AS_UTF8)
    return text
