"""The communities of a network too large to draw at once: every node in one, the same every time."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest

from kg.view.communities import DRAWN_AT_ONCE, LARGEST, communities

GROUPS = 30
COUNT = DRAWN_AT_ONCE + 500
LONE = 40


def invented() -> Any:
    """Thirty groups, each well linked within and hardly with the others, and some nodes that nothing links."""
    chance = random.Random(4)
    graph: Any = nx.MultiDiGraph()
    tie = {"label": "allied with", "kind": "alliedWith", "sentences": ()}
    for i in range(COUNT):
        told = {"label": f"node {i}", "group": "actor", "kind": "Person", "facts": (), "sentences": ()}
        graph.add_node(f"n{i}", **told)
    for i in range(GROUPS, COUNT - LONE):
        for _ in range(2):
            graph.add_edge(f"n{i}", f"n{i - GROUPS * chance.randint(1, i // GROUPS)}", **tie)
        if chance.random() < 0.02:
            graph.add_edge(f"n{i}", f"n{chance.randrange(i)}", **tie)
    return graph


@pytest.fixture(scope="module")
def graph() -> Any:
    return invented()


def test_a_network_that_is_drawn_at_once_has_none() -> None:
    graph: Any = nx.path_graph(50, create_using=nx.MultiDiGraph)
    assert communities(graph) == []


def test_every_node_is_in_one(graph: Any) -> None:
    found = communities(graph)
    assert sorted(i for one in found for i in one["members"]) == list(range(COUNT))
    assert max(len(one["members"]) for one in found) <= LARGEST
    assert len(found) <= 90
    assert len({(one["x"], one["y"]) for one in found}) == len(found)


def test_the_groups_are_found(graph: Any) -> None:
    found = [one for one in communities(graph) if len(one["members"]) > 100]
    assert len(found) == GROUPS
    for one in found:
        homes = [i % GROUPS for i in one["members"]]
        assert homes.count(max(set(homes), key=homes.count)) > 0.9 * len(homes)


def test_the_same_every_time(graph: Any) -> None:
    random.seed(1)
    first = communities(graph)
    random.seed(2)
    assert communities(graph) == first
