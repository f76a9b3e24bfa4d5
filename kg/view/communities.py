"""The communities of a network too large to draw at once (Leiden; Traag, Waltman and van Eck 2019; by igraph)."""

from __future__ import annotations

import math
import random
from typing import Any, Final

import igraph
import networkx as nx

from kg.view.layout import positions

DRAWN_AT_ONCE: Final = 10_000  # nodes
LARGEST: Final = 2_000  # members of a community that is opened; a larger one is divided further
SHOWN: Final = 80  # communities; the smallest are put together
DIVISIONS: Final = 5
BOX: Final = 150.0  # pixels that a community's name needs
Members = list[int]


def communities(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """`members` (numbers of nodes), `label` (the best connected one's), `x` and `y` of each, the largest first.

    Empty for a network that is drawn at once. The smallest communities, and nodes that nothing links, are put together.
    """
    names = list(graph)
    if len(names) <= DRAWN_AT_ONCE:
        return []
    number = {name: i for i, name in enumerate(names)}
    links = sorted({(min(a, b), max(a, b)) for u, v in graph.edges() if (a := number[u]) != (b := number[v])})
    whole = igraph.Graph(n=len(names), edges=links)
    igraph.set_random_number_generator(random.Random(7))
    linked = [i for i in range(len(names)) if whole.degree(i)]
    found = sorted(_divided(whole, linked, DIVISIONS), key=lambda part: (-len(part), part[0]))
    rest = [i for part in found[SHOWN:] for i in part] + [i for i in range(len(names)) if not whole.degree(i)]
    parts = found[:SHOWN] + [rest[i : i + LARGEST] for i in range(0, len(rest), LARGEST)]
    placed = _placed(whole, parts)
    told = []
    for i, part in enumerate(parts):
        hub = names[max(part, key=lambda one: (whole.degree(one), -one))]
        label = " ".join(graph.nodes[hub]["label"].split()) + (" and others" if i >= SHOWN else "")
        told.append({"members": part, "label": label, "x": placed[str(i)][0], "y": placed[str(i)][1]})
    return told


def _divided(whole: Any, part: Members, left: int) -> list[Members]:
    """The communities of a part, each small enough to be opened, as far as dividing them helps."""
    if not part:
        return []
    sub = whole.induced_subgraph(part)
    parts = [[part[i] for i in members] for members in sub.community_leiden(objective_function="modularity")]
    if len(parts) == 1 or not left:
        return parts
    return [smaller for one in parts for smaller in (_divided(whole, one, left - 1) if len(one) > LARGEST else [one])]


def _placed(whole: Any, parts: list[Members]) -> dict[str, tuple[int, int]]:
    """Where each community lies, those with most in common near one another."""
    home = {i: str(number) for number, part in enumerate(parts) for i in part}
    shared: dict[tuple[str, str], int] = {}
    for u, v in whole.get_edgelist():
        if home[u] != home[v]:
            pair = (min(home[u], home[v]), max(home[u], home[v]))
            shared[pair] = shared.get(pair, 0) + 1
    strongest = sorted(shared, key=lambda pair: (-shared[pair], pair))[: 3 * len(parts)]
    between: Any = nx.MultiDiGraph()
    between.add_nodes_from(str(number) for number in range(len(parts)))
    between.add_edges_from(strongest)
    sizes = {str(i): (BOX, 60 + 4 * math.sqrt(len(part))) for i, part in enumerate(parts)}
    return positions(between, sizes)
