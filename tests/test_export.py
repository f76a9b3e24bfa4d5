"""The exporters: each format read back by another program, the same bytes every time, files written whole."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import pickle
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from facts import FACTS, hostile
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import OptionError, OutputError
from kg.export import EXPORTERS, chosen, write_all
from kg.export.tables import cell
from kg.rdf import quads
from kg.store import from_quads

STORES = {"lumbala": from_quads(quads(FACTS)), "hostile": from_quads(quads(hostile())), "empty": Store()}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def exported(name: str, store: str = "lumbala") -> bytes:
    """The one file that an exporter writes."""
    (data,) = EXPORTERS[name](STORES[store], "a").values()
    return data


def table(name: str, store: str = "lumbala") -> list[dict[str, str]]:
    """A CSV table read by Python's own reader."""
    data = EXPORTERS["csv"](STORES[store], "a")[f"a-csv/{name}.csv"]
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def test_names_of_files() -> None:
    written = [path for exporter in EXPORTERS.values() for path in exporter(STORES["lumbala"], "a.b")]
    assert written == [
        "a.b.ttl", "a.b.trig", "a.b.nt", "a.b.nq", "a.b.rdf", "a.b-rdf12.ttl", "a.b.jsonld", "a.b.graphml", "a.b.gexf",
        "a.b-csv/actors.csv", "a.b-csv/places.csv", "a.b-csv/events.csv", "a.b-csv/roles.csv", "a.b-csv/figures.csv",
        "a.b-csv/claims.csv", "a.b-neo4j/nodes-articles.csv", "a.b-neo4j/nodes-situations.csv",
        "a.b-neo4j/nodes-actors-places.csv", "a.b-neo4j/nodes-figures.csv", "a.b-neo4j/nodes-comparisons.csv",
        "a.b-neo4j/nodes-posts.csv", "a.b-neo4j/nodes-passages.csv", "a.b-neo4j/relationships.csv", "a.b-plover.jsonl",
        "a.b-acled.csv", "a.b.html", "a.b.svg", "a.b-timeline.svg", "a.b.png", "a.b-timeline.png",
    ]  # fmt: skip


def test_unknown_name_lists_the_known() -> None:
    assert list(chosen(["nq", "ttl", "nq"])) == ["nq", "ttl"]
    with pytest.raises(OptionError, match=r"unknown: 'xlsx'; known: ttl, trig, nt, nq, rdf, ttl12, jsonld, .*, html"):
        chosen(["ttl", "xlsx"])


@pytest.mark.parametrize("store", list(STORES))
@pytest.mark.parametrize("name", list(EXPORTERS))
def test_same_bytes_from_quads_in_another_order(name: str, store: str) -> None:
    again = from_quads(sorted(STORES[store], key=str, reverse=True))
    assert EXPORTERS[name](again, "a") == EXPORTERS[name](STORES[store], "a")


@pytest.mark.parametrize("seed", ["0", "99"])
def test_same_bytes_from_another_process(seed: str) -> None:
    program = (
        "import hashlib; from facts import FACTS; from kg.export import EXPORTERS; from kg.rdf import quads\n"
        "from kg.store import from_quads\n"
        "for name, run in EXPORTERS.items():\n"
        "    for path, data in run(from_quads(quads(FACTS)), 'a').items():\n"
        "        print(path, hashlib.sha256(data).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    ours = [
        f"{path} {hashlib.sha256(data).hexdigest()}"
        for exporter in EXPORTERS.values()
        for path, data in exporter(STORES["lumbala"], "a").items()
    ]
    assert run.stdout.splitlines() == ours


@pytest.mark.parametrize("store", ["lumbala", "hostile"])
def test_jsonld_holds_the_same_quads(store: str) -> None:
    data = exported("jsonld", store)
    assert set(parse(data, format=RdfFormat.JSON_LD)) == set(STORES[store])
    dataset = rdflib.Dataset()
    dataset.parse(data=data.decode(), format="json-ld")
    assert len(list(dataset.quads())) == len(STORES[store])


def test_jsonld_is_compacted() -> None:
    told = json.loads(exported("jsonld"))
    assert told["@id"] == "article-lumbala"
    deployment = next(node for node in told["@graph"] if node["@id"] == "event-deployment01")
    assert deployment["@type"] == ["Deployment", "Event", "Situation"]
    assert deployment["agent"] == "country-norway"
    assert deployment["eventType"] == "Deployment"
    assert deployment["startDate"] == "2024-05-13"
    passage = next(node for node in told["@graph"] if node["@id"] == "article-lumbala#char=56,64")
    assert passage["nif:beginIndex"] == 56


def test_jsonld_of_two_articles_and_of_none() -> None:
    other = NamedNode("https://w3id.org/newskg/id/article-b")
    both = from_quads([*STORES["lumbala"], *(Quad(q.subject, q.predicate, q.object, other) for q in STORES["lumbala"])])
    (data,) = EXPORTERS["jsonld"](both, "a").values()
    assert set(parse(data, format=RdfFormat.JSON_LD)) == set(both)
    assert list(parse(exported("jsonld", "empty"), format=RdfFormat.JSON_LD)) == []


@pytest.mark.parametrize("store", list(STORES))
def test_graphml_and_gexf_are_read_by_networkx(store: str) -> None:
    graphml = nx.read_graphml(io.BytesIO(exported("graphml", store)))
    gexf = nx.read_gexf(io.BytesIO(exported("gexf", store)))
    assert {told["iri"] for _, told in graphml.nodes(data=True)} == set(gexf)
    assert graphml.number_of_edges() == gexf.number_of_edges()
    assert len(graphml) == {"lumbala": 16, "hostile": 3, "empty": 0}[store]


def test_graphml_attributes() -> None:
    graph = nx.read_graphml(io.BytesIO(exported("graphml")))
    told = graph.nodes["event-deployment01"]
    assert told["iri"] == "https://w3id.org/newskg/id/event-deployment01"
    assert told["kind"] == "Deployment"
    assert told["group"] == "event"
    assert "Figure: at least 40 (medic, deployed)" in told["facts"]
    assert told["sentences"].startswith("Norway sends medics")
    ends = {(u, v, d["label"]) for u, v, d in graph.edges(data=True)}
    assert ("event-deployment01", "country-norway", "agent") in ends
    assert ("prospect-funding01", "person-ingrid-solheim", "according to") in ends
    assert ("organization-dockers-front", "securityforce-army", "opposes") in ends


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_xml_holds_no_control_characters_and_no_clock(name: str) -> None:
    text = exported(name, "hostile").decode()
    assert not CONTROL.search(text)
    assert "\ufffe" not in text
    assert "lastmodified" not in text
    assert "<script>" not in text
    assert "alert(1)" in text
    ET.fromstring(text)


def test_gexf_follows_the_order_that_gephi_asks_for() -> None:
    root = ET.fromstring(exported("gexf"))
    space = "{http://gexf.net/1.3}"
    assert [child.tag for child in root] == [f"{space}graph"]
    node = next(root.iter(f"{space}node"))
    assert [child.tag for child in node] == [f"{space}attvalues", "{http://gexf.net/1.3/viz}color"]
    assert all(len({e.get("id") for e in root.iter(f"{space}{tag}")}) == n for tag, n in (("node", 16), ("edge", 21)))


CELLS = [
    ("=1+1", "'=1+1"),
    ("+49", "'+49"),
    ("-2+3", "'-2+3"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("  =1", "'  =1"),
    ("\x00=1", "'=1"),
    ("＝1", "'＝1"),
    ("-11.25", "-11.25"),
    ("-", "'-"),
    ("a=b", "a=b"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CELLS, ids=[repr(t) for t, _ in CELLS])
def test_no_cell_is_a_formula(text: str, expected: str) -> None:
    assert cell(text) == expected


def test_csv_of_hostile_text() -> None:
    for name in ("actors", "places", "events", "roles", "figures", "claims"):
        data = EXPORTERS["csv"](STORES["hostile"], "a")[f"a-csv/{name}.csv"]
        assert not CONTROL.search(data.decode())
        assert data.endswith(b"\r\n")
        rows = table(name, "hostile")
        assert rows
        for row in rows:
            assert None not in row
            assert not any(value[:1] in ("=", "+", "@") for value in row.values())
    assert table("places", "hostile")[0]["name"].startswith("'@A")


def test_csv_tables() -> None:
    assert [(r["name"], r["kind"], r["posts"]) for r in table("actors") if r["posts"]] == [
        ("Ingrid Solheim", "Person", "mayor, Bergen (former); Foreign Minister, Norway")
    ]
    assert {r["name"]: r["within"] for r in table("places")}["Oslo"] == "Norway"
    events = {r["id"].rsplit("/", 1)[-1]: r for r in table("events")}
    assert len(events) == 6
    assert events["event-deployment01"] | {"id": ""} == {
        "id": "", "class": "Event", "type": "Deployment", "words": "sends | deployed", "factuality": "Actual",
        "polarity": "Affirmed", "start": "2024-05-13", "end": "2024-05-13", "date_basis": "article",
        "agents": "Norway", "patients": "medics", "places": "Lumbala", "sources": "", "article": "article-lumbala",
        "sentence": events["event-deployment01"]["sentence"],
    }  # fmt: skip
    assert len(table("roles")) == 11
    figures = {r["words"]: (r["value"], r["bound"], r["lower"], r["upper"], r["unit"]) for r in table("figures")}
    assert figures == {
        "more than 40": ("40", "AtLeast", "40", "", "medic"),
        "about 12": ("12", "About", "", "", "docker"),
        "3.5 million euros": ("3500000", "Exact", "3500000", "3500000", "EUR"),
        "three times": ("3", "Exact", "3", "3", "times"),
    }
    assert [(r["name"], r["class"], r["type"], r["quotation"]) for r in table("claims")] == [
        ("Ingrid Solheim", "Event", "Statement", "We will not leave them alone,"),
        ("Ingrid Solheim", "Prospect", "Funding", ""),
        ("Dockers' Front", "Prospect", "Evacuation", ""),
    ]


def test_turtle_needs_neither_networkx_nor_pyvis() -> None:
    program = "import sys, kg.export; print({'networkx', 'pyvis', 'jinja2', 'rdflib', 'spacy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_files_are_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    assert write_all(out, {"a.ttl": b"1", "a-csv/b.csv": b"2"}) == (out / "a.ttl", out / "a-csv" / "b.csv")
    assert write_all(out, {"a.ttl": b"3"}) == (out / "a.ttl",)
    assert (out / "a.ttl").read_bytes() == b"3"
    assert sorted(p.name for p in out.iterdir()) == ["a-csv", "a.ttl"]
    umask = os.umask(0)
    os.umask(umask)
    assert (out / "a.ttl").stat().st_mode & 0o777 == 0o666 & ~umask


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "a.ttl").mkdir()
    (tmp_path / "a.ttl" / "kept").write_bytes(b"")
    for out, name in ((tmp_path / "file", "a.ttl"), (tmp_path, "a.ttl"), (tmp_path, "n" * 300 + ".ttl")):
        with pytest.raises(OutputError, match="cannot be written: ") as caught:
            write_all(out, {name: b"1"})
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    for name in ("../a.ttl", "/a.ttl", "b/../../a.ttl"):
        with pytest.raises(OutputError, match="lies outside the output folder"):
            write_all(tmp_path, {name: b"1"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.ttl", "file"]
