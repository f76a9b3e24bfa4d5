"""What a page says about itself: title, date, outlet, address; JSON-LD first, then what the libraries find."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any, Final

from kg.read.composing import flat
from kg.read.dates import metadata_date

JSON_LD: Final = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.I | re.S)
ARTICLE_TYPES: Final = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Background|Review)?(?:News)?Article|BlogPosting|Report"
)
DEEPEST: Final = 6  # levels of nested JSON-LD that are looked at


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """A page's own data; an empty string or None where it has none."""

    title: str
    author: str
    url: str
    publisher: str
    issued: date | None


def metadata(html: str, found: Any) -> PageMetadata:
    """The metadata of `html`; `found` is the document that trafilatura made of it."""
    linked = next(_articles(html), {})
    published = linked.get("datePublished")
    issued = metadata_date(published) if isinstance(published, str) else None
    return PageMetadata(
        title=_text(linked.get("headline")) or flat(found.title or ""),
        author=flat(found.author or ""),
        url=_address(linked.get("url")) or _address(found.url),
        publisher=_name(linked.get("publisher")) or flat(found.sitename or "") or (found.hostname or ""),
        issued=issued or _found_date(html),
    )


def _articles(html: str) -> Iterator[Mapping[str, Any]]:
    """The article objects in the page's JSON-LD."""
    for match in JSON_LD.finditer(html):
        try:
            data = json.loads(match[1], strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue  # pages carry broken JSON-LD; the other sources are left
        yield from _typed(data, DEEPEST)


def _typed(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth and isinstance(data, list):
        for item in data:
            yield from _typed(item, depth - 1)
    elif depth and isinstance(data, dict):
        kinds = data.get("@type")
        if any(
            isinstance(k, str) and ARTICLE_TYPES.fullmatch(k) for k in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _typed(data.get(key), depth - 1)


def _found_date(html: str) -> date | None:
    from htmldate import find_date  # heavy to load: only for a page without JSON-LD

    value = find_date(html, original_date=True, extensive_search=False)
    return metadata_date(value) if value else None


def _text(value: Any) -> str:
    return flat(unescape(value)) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _address(value: Any) -> str:
    """A web address, or ""; a page can claim any string."""
    words = value.strip() if isinstance(value, str) else ""
    return words if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", words) else ""
