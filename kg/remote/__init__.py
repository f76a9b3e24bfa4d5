"""Other servers: graphs sent to them by the SPARQL 1.1 Graph Store Protocol, and questions put to them."""

from kg.remote.pushing import Sent, push
from kg.remote.server import Server

__all__ = ["Sent", "Server", "push"]
