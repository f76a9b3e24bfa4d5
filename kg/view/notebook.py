"""A page inside of another one: what a notebook shows of a graph."""

from __future__ import annotations

import html
from typing import Final

HEIGHT: Final = 640  # pixels
# The frame has an origin of its own, so that nothing in it can reach the notebook; links to articles may be followed.
ALLOWED: Final = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


def framed(page: str, title: str) -> str:
    """An element that shows `page`, a whole document, under its own policy and apart from what is around it."""
    style = f"width: 100%; height: {HEIGHT}px; border: 1px solid #d9dce1; border-radius: 4px;"
    told = {"title": title, "sandbox": ALLOWED, "style": style, "srcdoc": page}
    attributes = " ".join(f'{name}="{html.escape(value)}"' for name, value in told.items())
    return f"<iframe {attributes}></iframe>"
