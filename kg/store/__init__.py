"""The only door to the quad store (pyoxigraph): load a graph file, query it, dump it, walk its nodes."""

from kg.store.dump import nquads, trig, turtle
from kg.store.load import FORMATS, from_quads, load
from kg.store.nodes import Nodes
from kg.store.query import Results, query

__all__ = ["FORMATS", "Nodes", "Results", "from_quads", "load", "nquads", "query", "trig", "turtle"]
