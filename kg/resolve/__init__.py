"""Merging and linking; sees facts, never a parse."""

from kg.resolve.situations import situations

__all__ = ["situations"]
