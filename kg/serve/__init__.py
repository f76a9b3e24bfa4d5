"""SPARQL 1.1 Protocol over a store, read-only: each query in a worker process that is killed at its limits."""

from kg.serve.application import application
from kg.serve.run import run
from kg.serve.settings import Settings

__all__ = ["Settings", "application", "run"]
