"""The HTML pages: a form for queries, and what is said of one node. All that comes from a graph is escaped."""

from __future__ import annotations

import secrets
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from kg.questions import packaged
from kg.serve.settings import Settings


def query_page(settings: Settings) -> HTMLResponse:
    """The page where queries are written and the packaged questions are chosen."""
    return _page("query.html.j2", script=True, questions=packaged().values(), settings=settings)


def node_page(iri: str, told: dict[str, Any], settings: Settings) -> HTMLResponse:
    """The page about one node: what is said of it, and what is said with it."""

    def link(address: str) -> str:
        """Where a node's own page is: here, or where its address leads on the web; nowhere for other schemes."""
        if address.startswith(settings.base) and "#" not in address:
            return "/id/" + address[len(settings.base) :]
        return address if address.startswith(("http://", "https://")) else ""

    return _page("node.html.j2", script=False, iri=iri, told=told, link=link)


def _page(template: str, *, script: bool, **values: Any) -> HTMLResponse:
    nonce = secrets.token_urlsafe(16)
    content = _environment().get_template(template).render(
        nonce=nonce, css=Markup(_resource("page.css")), js=Markup(_resource("page.js")) if script else "", **values
    )  # fmt: skip
    policy = ["default-src 'none'", f"style-src 'nonce-{nonce}'", "base-uri 'none'", "frame-ancestors 'none'"]
    policy += [f"script-src 'nonce-{nonce}'", "connect-src 'self'", "form-action 'self'"] if script else []
    return HTMLResponse(content, headers={"Content-Security-Policy": "; ".join(policy)})


@cache
def _environment() -> Environment:
    return Environment(loader=FunctionLoader(_resource), autoescape=True, undefined=StrictUndefined)


@cache
def _resource(name: str) -> str:
    return files("kg.serve").joinpath(name).read_text("utf-8")
