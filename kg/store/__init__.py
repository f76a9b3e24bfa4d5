"""The only door to the quad store (pyoxigraph): load graph files, keep a store in a folder, query, dump, walk nodes."""

from kg.store.disk import Change, changing, is_store, open_store
from kg.store.dump import nquads, trig, turtle
from kg.store.load import FORMATS, bulk_load, from_quads, load
from kg.store.nodes import Nodes
from kg.store.query import Results, query

__all__ = [
    "FORMATS",
    "Change",
    "Nodes",
    "Results",
    "bulk_load",
    "changing",
    "from_quads",
    "is_store",
    "load",
    "nquads",
    "open_store",
    "query",
    "trig",
    "turtle",
]
