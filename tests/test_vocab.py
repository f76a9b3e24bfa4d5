"""Names of terms and the minting of IRIs."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

from kg import vocab
from kg.errors import OptionError
from kg.vocab import KG, SLUG_LENGTH, data_base, entity_id, event_id, ontology_dir, passage_iri, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amina Diallo", "amina-diallo"),
        ("Côte d'Ivoire", "cote-divoire"),
        ("People’s Front", "peoples-front"),
        ("U.S. Army", "us-army"),
        ("U.N.", "un"),
        ("St. John", "st-john"),
        ("Łódź", "lodz"),
        ("SØNDERBORG", "sonderborg"),
        ("İzmir", "izmir"),
        ("Straße/Weg #5", "strasse-weg-5"),
        ("  many\n\tblanks ", "many-blanks"),
        ("../../etc", "etc"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["محمد", "北京", "Группа 5", "", "!!!", "\ud800", "x" * 500, "\u202e"])
def test_slug_is_never_empty_nor_too_long(name: str) -> None:
    made = slug(name)
    assert 1 <= len(made) <= SLUG_LENGTH
    assert made.isascii()
    assert made.replace("-", "").isalnum()
    assert made == slug(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("محمد", "محمود"), ("Группа 5", "Отряд 5"), ("x" * 200 + "a", "x" * 200 + "b"), ("北京 A", "A")],
)
def test_slug_keeps_names_apart(one: str, other: str) -> None:
    assert slug(one) != slug(other)


def test_one_name_in_two_unicode_forms_has_one_slug() -> None:
    assert slug("Café Москва") == slug("Cafe\u0301 Москва")


def test_ids_are_flat_and_steady() -> None:
    assert entity_id("InternationalOrganization", "Lake Union") == "international-organization-lake-union"
    made = event_id("00-quarry", "Arrest", 7)
    assert made == "event-0395943d7c21"
    assert made not in {
        event_id("00-quarry", "Arrest", 8),
        event_id("00-quarry", "Attack", 7),
        event_id("q", "Arrest", 7),
    }
    assert passage_iri("https://example.org/", "article-a", 3, 9) == "https://example.org/article-a#char=3,9"


def test_a_misspelt_term_is_an_error() -> None:
    assert KG.agent == KG["agent"] == "https://w3id.org/newskg/ontology#agent"
    with pytest.raises(AttributeError, match="agnet"):
        _ = KG.agnet
    with pytest.raises(KeyError, match="agnet"):
        _ = KG["agnet"]


@pytest.mark.parametrize("base", ["https://example.org/", "http://a.example/news/id/", "urn:example:"])
def test_data_base_is_kept(base: str) -> None:
    assert data_base(base) == base


@pytest.mark.parametrize(
    "base",
    ["", "news/", "https://example.org", "https://example.org/id", "https://example.org/#", "https://a b/", "x:/"],
)
def test_what_is_no_base_is_refused(base: str) -> None:
    with pytest.raises(OptionError):
        data_base(base)


def test_the_ontology_is_found() -> None:
    assert {"newskg.ttl", "codes.ttl", "shapes.ttl"} <= {path.name for path in ontology_dir().iterdir()}


def test_imports_no_rdf_library() -> None:
    heavy = "{'rdflib', 'pyshacl', 'pyoxigraph', 'spacy'}"
    code = f"import sys, kg.vocab, kg.validate; print(sorted({heavy} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_examples_in_docstrings_run() -> None:
    assert doctest.testmod(vocab).failed == 0
