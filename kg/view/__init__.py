"""A graph as a network of actors, places and situations, and that network as one page that needs nothing else."""

from kg.view.document import html
from kg.view.network import network
from kg.view.selection import chosen, title

__all__ = ["chosen", "html", "network", "title"]
