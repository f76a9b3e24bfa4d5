"""The addresses: /sparql (the endpoint), / (the query page), /ask (questions), /id/NAME (nodes), /ontology, /health."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final, TypeAlias

from pyoxigraph import NamedNode
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import StoreError
from kg.serve.asking import asked_of, on_page, questions
from kg.serve.description import description
from kg.serve.formats import GRAPHS, HTML, RESULTS, chosen, content_type
from kg.serve.frames import Frame
from kg.serve.log import AccessLog
from kg.serve.pages import node_page, query_page
from kg.serve.pool import Pool
from kg.serve.protocol import METHODS, asked, parameters
from kg.serve.settings import Refused, Settings
from kg.serve.site import asset, codes, ontology
from kg.store import generation

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]

CAREFUL: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Vary": "Accept"}
SANDBOX: Final = {"Content-Security-Policy": "default-src 'none'; sandbox"}
READING: Final = ("GET", "HEAD")


def application(settings: Settings, log: Callable[[str], None] = lambda _: None) -> Starlette:
    """The server; `log` is given one line a request. Its workers start and end with its lifespan."""
    middleware = [Middleware(AccessLog, write=log)]
    if settings.hosts:
        middleware.append(Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False))
    if settings.cors:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.cors),
                allow_methods=["GET", "POST"],
                allow_headers=["Accept", "Content-Type"],
            )
        )
    routes = [
        _route("/", _home),
        _route("/sparql", _sparql),
        _route("/health", _health),
        _route("/id/{local:path}", _node),
        _route("/ask", questions),
        _route("/ask/{name}", _question),
        _route("/ontology", ontology),
        _route("/codes", codes),
        _route("/page/{name}", asset),
    ]
    app = Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=_lifespan,
        exception_handlers={HTTPException: _plain, 500: _failed},
    )
    app.state.settings = settings
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    app.state.pool = Pool(app.state.settings)
    try:
        await app.state.pool.start()
        yield
    finally:
        await app.state.pool.close()


def _route(path: str, handler: Handler) -> Route:
    async def handled(request: Request) -> Response:
        try:
            if handler is not _sparql and request.method not in READING:
                raise Refused(405, f"{request.method} is not allowed here", {"Allow": ", ".join(READING)})
            answer = await handler(request)
        except Refused as error:
            answer = _line(error.status, error.text, error.headers)
        for name, value in {**CAREFUL, **SANDBOX}.items():
            answer.headers.setdefault(name, value)
        return answer

    return Route(path, _All(handled))


class _All:
    """A handler of every method, so that the refusal of one is ours."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        answer = await self._handler(request)
        await answer(scope, receive, send)


async def _home(request: Request) -> Response:
    return query_page(request.app.state.settings, dict(parameters(request.scope["query_string"])).get("query", ""))


async def _question(request: Request) -> Response:
    what = asked_of(request)
    if what.media != HTML:
        return _answer(await _ask(request, what.job))
    return await on_page(what, lambda: _ask(request, what.job), request.app.state.settings)


async def _sparql(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    what = await asked(request, settings)
    accept = _accept(request)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    if not what.sparql:
        return await _described(request, settings)
    job = {
        "do": "query", "sparql": what.sparql, "default": what.default, "named": what.named,
        "result": chosen(accept, RESULTS), "graph": chosen(accept, GRAPHS),
    }  # fmt: skip
    if job["result"] is None and job["graph"] is None:
        raise Refused(406, f"answers come as {', '.join((*RESULTS, *GRAPHS))}")
    return _answer(await _ask(request, job))


async def _described(request: Request, settings: Settings) -> Response:
    media = chosen(_accept(request), (*GRAPHS, HTML))
    if media is None:
        raise Refused(406, f"the description comes as {', '.join(GRAPHS)}; a query goes into the parameter query")
    if media == HTML:
        return query_page(settings)
    frame = await _ask(request, {"do": "counts"})
    url = f"{settings.url or str(request.base_url)}".rstrip("/") + "/sparql"
    try:
        NamedNode(url)
    except ValueError:
        raise Refused(400, "the Host header is no host") from None
    content = description(url, json.loads(_good(frame).body), settings, GRAPHS[media])
    return Response(content, media_type=content_type(media))


async def _node(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    iri = settings.base + request.path_params["local"]
    media = chosen(_accept(request), (HTML, *GRAPHS))
    if media is None:
        raise Refused(406, f"nodes are told as {', '.join((HTML, *GRAPHS))}")
    frame = await _ask(request, {"do": "node", "iri": iri, "graph": None if media == HTML else media})
    return node_page(iri, json.loads(_good(frame).body), settings) if media == HTML else _answer(frame)


async def _health(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    pool: Pool = request.app.state.pool
    try:
        told = {"status": "ok", "generation": generation(settings.store)}
    except StoreError:
        return JSONResponse({"status": "the store cannot be opened"}, 503)
    return JSONResponse({**told, "busy": len(pool.busy), "waiting": pool.waiting, "workers": settings.max_workers})


async def _ask(request: Request, job: dict[str, Any]) -> Frame:
    """The pool's answer; a query whose client has gone is ended."""
    settings: Settings = request.app.state.settings
    pool: Pool = request.app.state.pool
    most = min(settings.answer, job.get("most_bytes", settings.answer))
    told = {**job, "max_rows": settings.max_rows, "max_bytes": most}
    answer = asyncio.ensure_future(pool.ask(told))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise Refused(499, "the client went away")
        return await answer
    finally:
        for task in (answer, gone):
            task.cancel()
        await asyncio.gather(answer, gone, return_exceptions=True)


async def _gone(request: Request) -> None:
    """Returns when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _good(frame: Frame) -> Frame:
    if frame.told["status"] != 200:
        raise Refused(frame.told["status"], frame.told["text"])
    return frame


def _answer(frame: Frame) -> Response:
    return Response(_good(frame).body, headers={"Content-Type": content_type(frame.told["type"])})


def _line(status: int, text: str, headers: dict[str, str]) -> Response:
    """One line of text, whatever was in the request."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return Response(shown + "\n", status, headers=headers, media_type="text/plain")


async def _plain(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _line(error.status_code, error.detail, dict(error.headers or {}))


async def _failed(_: Request, error: Exception) -> Response:
    del error  # what broke is ours to know
    return _line(500, "the server failed", {})
