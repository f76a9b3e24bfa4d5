"""Still pictures of a graph for reports, made without a browser: the network, and the timeline of what has a date."""

from __future__ import annotations

import networkx as nx

from kg.view.still.nodes import network_picture
from kg.view.still.png import png
from kg.view.still.timeline import timeline_picture

__all__ = ["network_picture", "pictures", "png", "timeline_picture"]


def pictures(graph: nx.MultiDiGraph, title: str) -> dict[str, str]:
    """The pictures of a network as SVG, by what follows its name in theirs: "" (the network) and "-timeline".

    There is no timeline of a graph that has no dated situation. The same network and title give the same characters.
    """
    found = {"": network_picture(graph, title), "-timeline": timeline_picture(graph, title)}
    return {part: svg for part, svg in found.items() if svg}
