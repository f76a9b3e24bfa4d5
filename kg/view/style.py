"""How each kind of node and edge looks: colours that also colour-blind readers tell apart, a shape for each group."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any, Final

FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
INK: Final = "#1d2430"
LINE: Final = 22  # characters of a label before it is broken
CHARACTER: Final = 7.8  # pixels of an average character at 14 pixels
LINE_HEIGHT: Final = 17.0


@dataclass(frozen=True, slots=True)
class Look:
    """A legend entry: fill and border colour, vis-network's shape, whether the border is dashed."""

    name: str
    fill: str
    border: str
    shape: str = "box"
    radius: int = 3
    dashed: bool = False


# Tints of Okabe and Ito's palette (2008), the border in the full colour.
LOOKS: Final[dict[str, Look]] = {
    "event": Look("Event", "#fbe3b4", "#b97a00"),
    "prospect": Look("Prospect: planned, pledged, denied ...", "#ffffff", "#b97a00", dashed=True),
    "person": Look("Person", "#d5e9f8", "#0072b2", radius=14),
    "state": Look("State, government, international body", "#d9dcf3", "#3f4a9e", radius=14),
    "force": Look("Security force, armed group", "#f9d9c5", "#c24e00", radius=14),
    "organization": Look("Other organisation, group", "#f3dcea", "#a8487f", radius=14),
    "place": Look("Place", "#cfeee1", "#00815d", shape="ellipse"),
}
KINDS: Final = {
    "Person": "person",
    "Country": "state",
    "GovernmentBody": "state",
    "InternationalOrganization": "state",
    "SecurityForce": "force",
    "ArmedGroup": "force",
}
EDGE_COLOURS: Final = {"attributedTo": "#7a5195", "content": "#7a5195", "cause": "#a33a2a"}
TIE: Final = "#4b6a88"  # lasting ties between actors and places
ROLE: Final = "#8a94a3"
ROLES: Final = frozenset({"agent", "patient", "recipient", "instrument", "place", "origin", "destination"})


def look(group: str, kind: str) -> str:
    """The key in `LOOKS` for a node."""
    return KINDS.get(kind, "organization") if group == "actor" else group


def wrapped(label: str) -> str:
    """A label in lines of some 22 characters, at most four of them."""
    lines = [part for line in label.split("\n") for part in textwrap.wrap(line, LINE) or [""]]
    return "\n".join(lines if len(lines) <= 4 else [*lines[:3], lines[3][: LINE - 1] + "…"])


def size(label: str, shape: str) -> tuple[float, float]:
    """Width and height in pixels that a wrapped label needs."""
    lines = label.split("\n")
    width, height = max(map(len, lines)) * CHARACTER + 22, len(lines) * LINE_HEIGHT + 16
    return (width * 1.3, height * 1.25) if shape == "ellipse" else (width, height)


def node_style(key: str) -> dict[str, Any]:
    """vis-network's options for a node that looks like `LOOKS[key]`."""
    told = LOOKS[key]
    colours = {"background": told.fill, "border": told.border}
    return {
        "shape": told.shape,
        "color": {**colours, "highlight": {**colours, "border": INK}, "hover": colours},
        "shapeProperties": {"borderRadius": told.radius, "borderDashes": [6, 4] if told.dashed else False},
        "borderWidth": 1.6 if told.dashed else 1.3,
        "group": key,
    }


def edge_style(kind: str) -> dict[str, Any]:
    """vis-network's options for an edge of this kind."""
    colour = EDGE_COLOURS.get(kind, ROLE if kind in ROLES else TIE)
    return {"color": {"color": colour, "highlight": INK, "hover": INK}, "dashes": kind in ("attributedTo", "within")}
