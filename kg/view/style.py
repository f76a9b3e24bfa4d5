"""How each kind of node looks: colours that also colour-blind readers tell apart, a shape for each group."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Final

LINE: Final = 22  # characters of a label before it is broken
LINES: Final = 4  # lines of a label before it is cut
CHARACTER: Final = 0.56  # width of an average character, to the size of the font
LINE_HEIGHT: Final = 1.22
SMALL, LARGE = 13, 19  # pixels of the font of what is told of least and most


@dataclass(frozen=True, slots=True)
class Look:
    """A legend entry: its colours by day and by night, vis-network's shape, whether the border is dashed."""

    name: str
    fill: str
    border: str
    dark_fill: str
    dark_border: str
    shape: str = "box"
    radius: int = 3
    dashed: bool = False


# Tints of Okabe and Ito's palette (2008), the border in the full colour.
LOOKS: Final[dict[str, Look]] = {
    "event": Look("Happened", "#fbe3b4", "#a66d00", "#4a3608", "#e8b14a"),
    "prospect": Look("Planned, pledged, denied", "#ffffff", "#a66d00", "#1a1e25", "#e8b14a", dashed=True),
    "person": Look("Person", "#d5e9f8", "#0069a5", "#10354f", "#63b7ec", radius=14),
    "state": Look("State, government, international body", "#dcdff6", "#3f4a9e", "#272d5c", "#a3adf5", radius=14),
    "force": Look("Security force, armed group", "#fadbc8", "#b54700", "#552508", "#f59a62", radius=14),
    "organization": Look("Other organisation, group", "#f5dfed", "#97386f", "#48203a", "#e596c4", radius=14),
    "place": Look("Place", "#cfeee1", "#007353", "#083d2f", "#4fc9a3", shape="ellipse"),
}
KINDS: Final = {
    "Person": "person",
    "Country": "state",
    "GovernmentBody": "state",
    "InternationalOrganization": "state",
    "SecurityForce": "force",
    "ArmedGroup": "force",
}


def look(group: str, kind: str) -> str:
    """The key in `LOOKS` for a node."""
    return KINDS.get(kind, "organization") if group == "actor" else group


def colours() -> str:
    """The colours of all looks as CSS custom properties, for both themes."""

    def told(dark: bool) -> str:
        pairs = (
            (
                f"--{key}-fill",
                one.dark_fill if dark else one.fill,
                f"--{key}-line",
                one.dark_border if dark else one.border,
            )
            for key, one in LOOKS.items()
        )
        return " ".join(f"{a}: {b}; {c}: {d};" for a, b, c, d in pairs)

    return f":root {{ {told(False)} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {told(True)} }} }}\n"


def wrapped(label: str) -> str:
    """A label in lines of some 22 characters, at most four of them."""
    lines = [part for line in label.split("\n") for part in textwrap.wrap(line[: LINE * 8], LINE) or [""]]
    return "\n".join(lines if len(lines) <= LINES else [*lines[: LINES - 1], lines[LINES - 1][: LINE - 1] + "…"])


def font_size(weight: float) -> int:
    """Pixels of the label's font for a weight from 0 to 1."""
    return round(SMALL + (LARGE - SMALL) * weight)


def size(label: str, shape: str, font: int = SMALL) -> tuple[float, float]:
    """Width and height in pixels that a wrapped label needs."""
    lines = label.split("\n")
    width, height = max(map(len, lines)) * CHARACTER * font + 20, len(lines) * LINE_HEIGHT * font + 13
    return (width * 1.28, height * 1.25) if shape == "ellipse" else (width, height)
