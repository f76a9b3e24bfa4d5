"""Merging and linking; sees facts, never a parse."""

from kg.resolve.scenes import set_scenes
from kg.resolve.situations import situations

__all__ = ["set_scenes", "situations"]
