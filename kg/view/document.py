"""A network as one HTML page that opens from a file and asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import networkx as nx
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from kg.view.payload import payload
from kg.view.style import LOOKS, colours, look

VIS_NETWORK: Final = "lib/vis-9.1.2/vis-network.min.js"  # shipped in pyvis's wheel
UNSAFE_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029]")
COUNTED: Final = (("event", "event"), ("prospect", ""), ("actor", "actor"), ("place", "place"))
STYLES: Final = ("base", "bars", "panel", "table", "timeline", "map", "media")
# In this order; functions stand in one scope, and main.js calls them.
SCRIPTS: Final = (
    "dom", "words", "model", "filter", "state", "views", "arrange", "looks", "edgelabels", "namelabels", "communities",
    "glide", "network", "keys", "panel", "evidence", "reading", "overview", "search", "filters", "legend", "bars",
    "table", "steer", "beside", "calendar", "lanes", "brush", "timeline", "geo", "places", "marks", "mapside", "map",
    "main",
)  # fmt: skip


def html(graph: nx.MultiDiGraph, title: str, texts: Mapping[str, str] | None = None) -> str:
    """The page for a network made by `kg.view.network`; the same network and title give the same characters.

    `texts` are the articles' texts by their IRIs, for the reading pane; without them it shows the passages known.
    """
    title = " ".join(title.split()) or "Graph"
    style = colours() + "".join(_resource(f"{name}.css") for name in STYLES)
    scripts = [_vis_network(), _script()]
    environment = Environment(
        loader=FunctionLoader(_resource), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    groups = [told["group"] for _, told in graph.nodes(data=True)]
    used = [look(told["group"], told["kind"]) for _, told in graph.nodes(data=True)]
    return environment.get_template("page.html.j2").render(
        title=title,
        counts=[(n, _named(n, name)) for key, name in COUNTED if (n := groups.count(key))],
        looks={key: (told, used.count(key)) for key, told in LOOKS.items() if key in used},
        data=Markup(json_for_script(payload(graph, title, texts or {}))),
        css=Markup(style),
        scripts=[Markup(script) for script in scripts],
        script_hashes=[_hash(script) for script in scripts],
        style_hash=_hash(style),
    )


def _named(number: int, name: str) -> str:
    return f"{name}s" if name and number != 1 else name or "planned, pledged or denied"


def json_for_script(value: object) -> str:
    """`value` as JSON that cannot end a script element or open a comment in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return UNSAFE_IN_SCRIPT.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _script() -> str:
    parts = "".join(_resource(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(function () {{\n{parts}}})();\n'


def _hash(text: str) -> str:
    """The source expression that lets a Content-Security-Policy run exactly this text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _resource(name: str) -> str:
    return files("kg.view").joinpath("page", name).read_text("utf-8")


@cache
def _vis_network() -> str:
    """pyvis's vis-network, its line ends as an HTML parser leaves them (the hash is taken after that)."""
    text = files("pyvis").joinpath(VIS_NETWORK).read_bytes().decode("utf-8")
    text = re.sub(r"\r\n?", "\n", text)
    return re.sub(r"\n?//# sourceMappingURL=\S*\s*$", "\n", text)
