"""What lies in what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Entity


def around(places: Iterable[str], entities: Mapping[str, Entity]) -> list[str]:
    """The places with all that they lie in, each once, those given first."""
    found = list(dict.fromkeys(places))
    todo = list(found)
    while todo:
        entity = entities.get(todo.pop())
        for outer in entity.within if entity else ():
            if outer not in found:
                found.append(outer)
                todo.append(outer)
    return found
