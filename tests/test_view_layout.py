"""Where the nodes of a network lie: nothing on top of anything, the same every time, soon enough."""

from __future__ import annotations

import random
import time
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from facts import FACTS

from kg.rdf import quads
from kg.view import network
from kg.view.crossing import crossings, touches
from kg.view.layout import positions
from kg.view.style import size, wrapped

GRAPH = network(quads(FACTS))


def invented(count: int, links: int = 1) -> Any:
    """A network of `count` nodes that grew: most know few, few know many."""
    chance = random.Random(3)
    graph: Any = nx.MultiDiGraph()
    graph.add_nodes_from(f"n{i}" for i in range(count))
    for i in range(1, count):
        graph.add_edges_from((f"n{i}", f"n{int(i * chance.random() ** 2)}") for _ in range(links))
    return graph


def test_no_two_boxes_overlap() -> None:
    sizes = {n: size(wrapped(d["label"]), "box") for n, d in GRAPH.nodes(data=True)}
    apart(positions(GRAPH, sizes), sizes)


@pytest.mark.parametrize("count", [12, 80, 150, 300])
def test_no_two_boxes_overlap_in_larger_networks(count: int) -> None:
    graph = invented(count)
    chance = random.Random(5)
    sizes = {n: (chance.uniform(40, 180), chance.uniform(28, 80)) for n in graph}
    apart(positions(graph, sizes), sizes)


def apart(placed: dict[str, tuple[int, int]], sizes: dict[str, tuple[float, float]]) -> None:
    for a, b in combinations(placed, 2):
        free = [abs(placed[a][i] - placed[b][i]) - (sizes[a][i] + sizes[b][i]) / 2 for i in (0, 1)]
        assert max(free) > 0, (a, b)


@pytest.mark.parametrize("count", [1, 2, 30, 450, 1200, 2000])
def test_layout_of_any_size(count: int) -> None:
    graph: Any = nx.MultiDiGraph()
    graph.add_nodes_from(f"n{i}" for i in range(count))
    graph.add_edges_from((f"n{i}", f"n{i // 3}") for i in range(1, count))
    sizes = dict.fromkeys(graph, (60.0, 30.0))
    random.seed(1)
    placed = positions(graph, sizes)
    assert len(placed) == count
    assert len(set(placed.values())) > 0.9 * count
    random.seed(2)
    assert positions(graph, sizes) == placed


def test_parts_lie_beside_one_another() -> None:
    graph = invented(40)
    graph.add_edges_from((f"m{i}", f"m{i + 1}") for i in range(6))
    graph.add_nodes_from(f"lone{i}" for i in range(5))
    sizes = dict.fromkeys(graph, (90.0, 34.0))
    apart(positions(graph, sizes), sizes)


@pytest.mark.parametrize(
    ("count", "seconds"), [(5_000, 3), (10_000, 6)]
)  # three times what it takes, for slow machines
def test_large_layouts_take_seconds(count: int, seconds: float) -> None:
    graph = invented(count, 2)
    before = time.perf_counter()
    positions(graph, dict.fromkeys(graph, (60.0, 30.0)))
    assert time.perf_counter() - before < seconds


def test_crossings() -> None:
    at = {"a": (0.0, 0.0), "b": (2.0, 2.0), "c": (0.0, 2.0), "d": (2.0, 0.0)}
    assert crossings(at, [("a", "b"), ("c", "d")]) == 1
    assert crossings(at, [("a", "c"), ("b", "d")]) == 0
    assert crossings(at, [("a", "b"), ("a", "d")]) == 0


def test_lines_that_touch_a_box() -> None:
    box = (1.0, 1.0, 3.0, 2.0)
    assert touches((0.0, 1.5), (4.0, 1.5), box)
    assert touches((2.0, 1.5), (9.0, 9.0), box)
    assert not touches((0.0, 0.0), (4.0, 0.5), box)
    assert not touches((0.0, 2.0), (2.0, 4.0), box)
