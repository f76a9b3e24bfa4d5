"""The addresses: /sparql, / (the query page), /ask (questions), /id/NAME (nodes), /view, /ontology, /health."""

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

from kg.answer.formats import GRAPHS, HTML, RESULTS, chosen, content_type
from kg.answer.frames import Frame
from kg.answer.refused import Refused
from kg.errors import StoreError
from kg.serve.asking import asked_of, on_page, questions
from kg.serve.description import description
from kg.serve.log import AccessLog, happened
from kg.serve.pages import node_page, query_page
from kg.serve.pool import Pool
from kg.serve.protocol import METHODS, asked, parameters
from kg.serve.sending import Complete
from kg.serve.settings import Settings
from kg.serve.site import asset, codes, ontology
from kg.store import generation

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]

CAREFUL: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Vary": "Accept"}
SANDBOX: Final = {"Content-Security-Policy": "default-src 'none'; sandbox"}
# The page is whole in itself, and its own policy narrows this to the digests of its scripts; here it gets an origin of
# its own and no way out.
VIEWED: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
)
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
        _route("/view", _view),
        _route("/view/{local:path}", _view),
    ]
    app = Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=_lifespan,
        exception_handlers={HTTPException: _plain, 500: _failed},
    )
    app.state.settings = settings
    app.state.log = log
    app.state.unsent = 0
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    settings: Settings = app.state.settings

    def note(reason: str) -> None:
        app.state.log(happened(error=reason))

    app.state.pool = Pool(settings, "query", settings.max_workers, note)
    app.state.drawing = Pool(settings, "view", 1, note)  # its worker comes with the first who wants to see something
    try:
        await app.state.pool.start()
        app.state.drawing.start_later()
        yield
    finally:
        await asyncio.gather(app.state.pool.close(), app.state.drawing.close())


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
        state, settings = request.app.state, request.app.state.settings
        answer = await self._handler(request)
        size = len(answer.body)
        if state.unsent and state.unsent + size > settings.unsent:
            answer = _line(503, "too many answers are being sent: try again later", {"Retry-After": "5"})
            size = 0
        state.unsent += size
        try:
            await answer(scope, receive, send)
        finally:
            state.unsent -= size


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
        "do": "query", "sparql": what.sparql, "default": what.default, "named": what.named, "base": settings.base,
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


async def _view(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    local, asked_for = request.path_params.get("local"), request.query_params.getlist("graph")
    if len(asked_for) > 1 or (local and asked_for):
        raise Refused(400, "several graphs: name one")
    if chosen(_accept(request), (HTML,)) is None:
        raise Refused(406, f"the view comes as {HTML}")
    iri = settings.base + local if local else next(iter(asked_for), None)
    answer = _answer(await _ask(request, {"do": "view", "graph": iri}, request.app.state.drawing))
    answer.headers["Content-Security-Policy"] = VIEWED
    return answer


async def _health(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    pool: Pool = request.app.state.pool
    try:
        told = {"status": "ok", "generation": generation(settings.store)}
    except StoreError:
        return JSONResponse({"status": "the store cannot be opened"}, 503, {"Retry-After": "5"})
    return JSONResponse({**told, "busy": len(pool.busy), "waiting": pool.waiting, "workers": settings.max_workers})


async def _ask(request: Request, job: dict[str, Any], pool: Pool | None = None) -> Frame:
    """The pool's answer; a query whose client has gone is ended."""
    settings: Settings = request.app.state.settings
    most = min(settings.answer, job.get("most_bytes", settings.answer))
    told = {**job, "max_rows": settings.max_rows, "max_bytes": most}
    asked_of_pool: Pool = pool or request.app.state.pool
    answer = asyncio.ensure_future(asked_of_pool.ask(told))
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
    return Complete(_good(frame).body, headers={"Content-Type": content_type(frame.told["type"])})


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
