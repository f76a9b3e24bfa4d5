"""A network as something to look at: the page, or still pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import networkx as nx

from kg.view import html, still

Drawing: TypeAlias = Callable[[nx.MultiDiGraph, str], dict[str, bytes]]


def _html(graph: nx.MultiDiGraph, title: str) -> dict[str, bytes]:
    return {"": html(graph, title).encode("utf-8", "replace")}


def _svg(graph: nx.MultiDiGraph, title: str) -> dict[str, bytes]:
    return {part: svg.encode() for part, svg in still.pictures(graph, title).items()}


def _png(graph: nx.MultiDiGraph, title: str) -> dict[str, bytes]:
    return {part: still.png(svg) for part, svg in still.pictures(graph, title).items()}


DRAWINGS: Final[dict[str, Drawing]] = {"html": _html, "svg": _svg, "png": _png}
