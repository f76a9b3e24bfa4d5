"""A picture as PNG: the same pixels on every machine, since no font but the packaged one is looked at."""

from __future__ import annotations

import struct
import zlib
from typing import Final

import resvg_py

from kg.view.still.lettering import FAMILY, FILES

ZOOM: Final = 2  # 192 pixels an inch: sharp in print and on a slide
METRE: Final = 7559  # pixels, at that
HEADER: Final = 33  # bytes of the signature and the chunk IHDR


def png(svg: str) -> bytes:
    """`svg`, one of our own pictures, as PNG; it says how large it is on paper (the chunk pHYs)."""
    drawn = bytes(
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
    chunk = b"pHYs" + struct.pack(">IIB", METRE, METRE, 1)
    size = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return drawn[:HEADER] + size + drawn[HEADER:]
