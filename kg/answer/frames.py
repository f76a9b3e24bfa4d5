"""Messages between the server and its workers: a JSON header and a body, each after its length."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any, Final

HEAD: Final = struct.Struct(">QQ")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    told: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""

    def packed(self) -> bytes:
        """The message as it goes through a pipe."""
        told = json.dumps(self.told).encode()
        return HEAD.pack(len(told), len(self.body)) + told + self.body
