"""A picture as PNG: the same pixels on every machine, since no font but the packaged one is looked at."""

from __future__ import annotations

import resvg_py

from kg.view.still.lettering import FAMILY, FILES

ZOOM = 2  # 192 pixels an inch: sharp in print and on a slide


def png(svg: str) -> bytes:
    """`svg`, one of our own pictures, as PNG."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            dpi=96.0,
            zoom=ZOOM,
            skip_system_fonts=True,
            font_files=list(FILES.values()),
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
