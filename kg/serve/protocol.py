"""Requests of the SPARQL 1.1 Protocol (query operation)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.answer.refused import Refused
from kg.serve.settings import Settings

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATES: Final = ("update", "using-graph-uri", "using-named-graph-uri")
FIELDS: Final = 200  # parameters of one request
# A body too long is read up to so many times its limit: who is cut off while sending often never sees the answer.
READ_OUT: Final = 16
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the graphs that it is asked of; an empty `sparql` asks for the service description."""

    sparql: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


async def asked(request: Request, settings: Settings) -> Asked:
    """What a request asks; raises Refused for what the protocol does not allow."""
    if request.method not in METHODS:
        raise Refused(405, f"{request.method} is not allowed here", {"Allow": ", ".join(METHODS)})
    told = parameters(request.scope["query_string"])
    if request.method != "POST":
        return _asked(told)
    kind, charset = _content_type(request.headers.get("content-type", ""))
    if kind not in (FORM, DIRECT):
        raise Refused(415, f"a query is posted as {FORM} or {DIRECT}", {"Accept-Post": f"{FORM}, {DIRECT}"})
    if charset not in ("utf-8", "utf8", ""):
        raise Refused(415, "a query is posted in UTF-8")
    body = await _body(request, settings)
    if kind == FORM:
        if any(name == "query" for name, _ in told):
            raise Refused(400, "the query stands in the address and in the body: send it once")
        # the graphs may stand in the address, as W3C's own cases have it
        return _asked([*told, *parameters(body)], posted=True)
    return _asked([*told, ("query", _text(body))], posted=True)


def _asked(parameters: list[tuple[str, str]], *, posted: bool = False) -> Asked:
    told: dict[str, list[str]] = {}
    for name, value in parameters:
        told.setdefault(name, []).append(value)
    if any(name in told for name in UPDATES):
        raise Refused(400, "this endpoint only reads: updates are not answered")
    queries = told.get("query", [])
    if len(queries) > 1:
        raise Refused(400, "several query parameters: send one query")
    if (posted or queries) and not "".join(queries).strip():
        raise Refused(400, "query, line 1, column 1: no query was sent")
    return Asked("".join(queries), tuple(told.get("default-graph-uri", ())), tuple(told.get("named-graph-uri", ())))


def parameters(content: bytes) -> list[tuple[str, str]]:
    """The parameters of an address or a form, decoded; raises Refused when they are not UTF-8 or too many."""
    try:
        return parse_qsl(content.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError:
        raise Refused(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise Refused(400, f"more than {FIELDS} parameters") from None


def _content_type(header: str) -> tuple[str, str]:
    kind, *parameters = (p.strip().lower() for p in header.split(";"))
    told = dict(p.partition("=")[::2] for p in parameters)
    return kind, told.get("charset", "").strip('"')


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query is not UTF-8 at byte {error.start}") from None


async def _body(request: Request, settings: Settings) -> bytes:
    too_long = Refused(413, f"the request is longer than {settings.body} bytes", {"Connection": "close"})
    length = request.headers.get("content-length", "")
    if length.isdecimal() and (len(length) > 18 or int(length) > settings.body * READ_OUT):
        raise too_long
    if length.isdecimal() and int(length) > settings.body and "expect" in request.headers:
        raise too_long  # who asks first whether to send it is told
    content, total = bytearray(), 0
    try:
        async with asyncio.timeout(settings.timeout):
            async for chunk in request.stream():
                total += len(chunk)
                if total <= settings.body:
                    content += chunk
                elif total > settings.body * READ_OUT:
                    raise too_long
    except TimeoutError:
        raise Refused(408, "the request did not end in time", {"Connection": "close"}) from None
    except ClientDisconnect:
        raise Refused(400, "the request was broken off") from None
    if total > settings.body:
        raise too_long
    return bytes(content)
