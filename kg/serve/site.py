"""The addresses that need no store: the pages' own files, and the documents of our namespace."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.answer.formats import GRAPHS, HTML, chosen, content_type
from kg.answer.refused import Refused
from kg.serve.pages import terms_page
from kg.serve.vocabulary import completions, document

TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
VOCABULARY: Final = "vocabulary.json"


async def asset(request: Request) -> Response:
    """A file of the pages, or the vocabulary that the editor offers; kept by browsers, asked for anew each time."""
    found = _assets().get(request.path_params["name"])
    if found is None:
        raise Refused(404, "no such file")
    content, media, tag = found
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media)


@cache
def _assets() -> dict[str, tuple[bytes, str, str]]:
    found = {
        path.name: (path.read_bytes(), media)
        for path in files("kg.serve").joinpath("page").iterdir()
        for suffix, media in TYPES.items()
        if path.name.endswith(suffix)
    }
    found[VOCABULARY] = completions(), "application/json"
    return {name: (body, media, f'"{hashlib.sha256(body).hexdigest()[:16]}"') for name, (body, media) in found.items()}


async def ontology(request: Request) -> Response:
    """The ontology, where its IRIs lead: a page with an anchor for each term, or RDF."""
    return _document("ontology", request)


async def codes(request: Request) -> Response:
    """The codes that the event classes point to, in the same forms."""
    return _document("codes", request)


def _document(name: str, request: Request) -> Response:
    media = chosen(", ".join(request.headers.getlist("accept")), (HTML, *GRAPHS))
    if media is None:
        raise Refused(406, f"the {name} comes as {', '.join((HTML, *GRAPHS))}")
    if media == HTML:
        return terms_page(name)
    return Response(document(name, GRAPHS[media]), headers={"Content-Type": content_type(media)})
