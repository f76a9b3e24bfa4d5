"""Facts as RDF: one article's facts become the quads of one named graph."""

from kg.rdf.graph import quads
from kg.rdf.terms import literal_text

__all__ = ["literal_text", "quads"]
