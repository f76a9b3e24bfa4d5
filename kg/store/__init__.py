"""The only door to the quad store (pyoxigraph): load graph files, keep a store in a folder, query, dump, walk nodes."""

from kg.store.background import BACKGROUND
from kg.store.disk import Change, asked, changing, generation, is_store, open_store, opened
from kg.store.dump import dumped, nquads, ntriples, trig, turtle
from kg.store.holding import Holding, holding
from kg.store.load import FORMATS, bulk_load, from_quads, graph_name, load
from kg.store.merging import DEFAULT, is_merged, named_quads
from kg.store.nodes import Nodes
from kg.store.query import Found, Results, evaluated, mistakes, query
from kg.store.rdfxml import rdfxml

__all__ = [
    "BACKGROUND",
    "DEFAULT",
    "FORMATS",
    "Change",
    "Found",
    "Holding",
    "Nodes",
    "Results",
    "asked",
    "bulk_load",
    "changing",
    "dumped",
    "evaluated",
    "from_quads",
    "generation",
    "graph_name",
    "holding",
    "is_merged",
    "is_store",
    "load",
    "mistakes",
    "named_quads",
    "nquads",
    "ntriples",
    "open_store",
    "opened",
    "query",
    "rdfxml",
    "trig",
    "turtle",
]
