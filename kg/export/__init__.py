"""What a graph is written as: each exporter takes a store and a name and returns the bytes of its files."""

from kg.export.exporters import EXPORTERS, Exporter, chosen, page
from kg.export.files import write_all

__all__ = ["EXPORTERS", "Exporter", "chosen", "page", "write_all"]
