"""The communities of a network too large to draw at once (Leiden; Traag, Waltman and van Eck 2019; by igraph)."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any, Final

import igraph
import networkx as nx

from kg.view.packing import spread

DRAWN_AT_ONCE: Final = 10_000  # nodes
LARGEST: Final = 2_000  # members of a community that is opened; a larger one is divided further
DIVISIONS: Final = 5
WIDTH: Final = 190.0  # pixels that a community's label needs
CLOSER: Final = 0.25  # communities lie closer than their members would
Members = list[int]


def communities(graph: nx.MultiDiGraph, placed: Mapping[str, tuple[int, int]]) -> list[dict[str, Any]]:
    """`members` (numbers of nodes), `label` (the best connected one's) and middle of each, the largest first.

    Empty for a network that is drawn at once. Nodes that nothing links are put together.
    """
    names = list(graph)
    if len(names) <= DRAWN_AT_ONCE:
        return []
    number = {name: i for i, name in enumerate(names)}
    links = sorted({(min(a, b), max(a, b)) for u, v in graph.edges() if (a := number[u]) != (b := number[v])})
    whole = igraph.Graph(n=len(names), edges=links)
    igraph.set_random_number_generator(random.Random(7))
    lone = [i for i in range(len(names)) if not whole.degree(i)]
    found = _divided(whole, [i for i in range(len(names)) if whole.degree(i)], DIVISIONS)
    if lone:
        found.append(lone)
    told = [_told(whole, graph, names, placed, part) for part in sorted(found, key=lambda p: (-len(p), p[0]))]
    sizes = {str(i): (WIDTH, 60 + 4 * math.sqrt(len(one["members"]))) for i, one in enumerate(told)}
    middles = spread({str(i): (one["x"] * CLOSER, one["y"] * CLOSER) for i, one in enumerate(told)}, sizes)
    for one, (x, y) in zip(told, (middles[str(i)] for i in range(len(told))), strict=True):
        one |= {"x": round(x), "y": round(y)}
    return told


def _divided(whole: Any, part: Members, left: int) -> list[Members]:
    """The communities of a part, as many as can be seen at once, each small enough to be opened."""
    if not part:
        return []
    sub = whole.induced_subgraph(part)
    parts = [[part[i] for i in members] for members in sub.community_leiden(objective_function="modularity")]
    if len(parts) == 1 or not left:
        return parts
    return [smaller for one in parts for smaller in (_divided(whole, one, left - 1) if len(one) > LARGEST else [one])]


def _told(
    whole: Any, graph: nx.MultiDiGraph, names: list[str], placed: Mapping[str, tuple[int, int]], part: Members
) -> dict[str, Any]:
    hub = max(part, key=lambda i: (whole.degree(i), -i))
    x, y = (round(math.fsum(placed[names[i]][axis] for i in part) / len(part)) for axis in (0, 1))
    label = " ".join(graph.nodes[names[hub]]["label"].split())
    return {"members": part, "label": label, "x": x, "y": y}
