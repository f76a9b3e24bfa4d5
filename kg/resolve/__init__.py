"""Merging and linking; sees facts, never a parse."""

from kg.resolve.chains import with_causes
from kg.resolve.scenes import set_scenes
from kg.resolve.selection import keep
from kg.resolve.situations import situations

__all__ = ["keep", "set_scenes", "situations", "with_causes"]
