"""kg turns news articles into an RDF knowledge graph of actors, events, figures and claims, each tied to its passage.

from kg import build
built = build("Gunmen killed three farmers near Gao on Monday.", date="2024-05-15")
print(built.facts.situations, len(built.graph))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.corpus import Built, build

__all__ = ["Built", "__version__", "build"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # loaded on first use: `kg --help` must not wait for spaCy and rdflib
    if name in ("Built", "build"):
        from kg import corpus

        return getattr(corpus, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
