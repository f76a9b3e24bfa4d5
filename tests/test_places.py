"""Which place a name means and what contains it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.actors.cast import cast
from kg.lexicon.gazetteer import gazetteer
from kg.model import Article, Entity

Parse = Callable[[str], tuple[Article, Doc]]


def entities(parse: Parse, text: str) -> dict[str, Entity]:
    article, doc = parse(text)
    return dict(cast(article, doc, gazetteer()).entities)


def holders(found: dict[str, Entity], name: str) -> list[str]:
    """The names of all that contains the place, in order outwards."""
    todo = [e for e in found.values() if e.name == name and e.mentions]
    names = []
    while todo:
        inner = todo.pop(0)
        for id_ in inner.within:
            names.append(found[id_].name)
            todo.append(found[id_])
    return names


WITHIN = [
    ("Shells fell in Goma.", "Goma", "Democratic Republic of the Congo"),
    ("Clashes broke out in Oruma, a village in the Oaxaca region.", "Oruma", "Mexico"),
    ("A bus burned in Oruma, Kenya.", "Oruma", "Kenya"),
    ("Doctors in Paris went on strike.", "Paris", "France"),
    ("American senators flew to Paris.", "Paris", "France"),
]


@pytest.mark.parametrize(("text", "place", "holder"), WITHIN, ids=[w[0] for w in WITHIN])
def test_within(parse: Parse, text: str, place: str, holder: str) -> None:
    assert holder in holders(entities(parse, text), place)


def test_context_has_no_mentions(parse: Parse) -> None:
    found = entities(parse, "Shells fell in Goma.")
    assert [e.mentions for e in found.values() if e.kind == "Country"] == [()]


def test_coordinates_come_from_the_gazetteer(parse: Parse) -> None:
    (goma,) = [e for e in entities(parse, "Shells fell in Goma.").values() if e.name == "Goma"]
    assert goma.geonames == "216281"
    assert goma.latitude == pytest.approx(-1.67, abs=0.1)


METONYMS = [
    ("Moscow said the talks would go on.", "Country"),
    ("Snow fell in Moscow.", "Place"),
]


@pytest.mark.parametrize(("text", "kind"), METONYMS, ids=[m[0] for m in METONYMS])
def test_capitals(parse: Parse, text: str, kind: str) -> None:
    found = entities(parse, text)
    assert [e.kind for e in found.values() if e.mentions and "Moscow" in (e.name, *e.aliases)] == [kind]


def test_a_town_is_not_its_famous_namesake(parse: Parse) -> None:
    found = entities(parse, "Floods hit Mozambique. In the town of Palma, 40 houses fell.")
    assert "Spain" not in {e.name for e in found.values()}
