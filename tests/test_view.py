"""The network and its page: what is in it, and that nothing hostile or outside gets in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from facts import FACTS, HOSTILE, TEXT, hostile

from kg.rdf import literal_text, quads
from kg.store import from_quads
from kg.view import html, network
from kg.view.document import json_for_script
from kg.vocab import DATA_BASE

GRAPH = network(quads(FACTS))
PAGE = html(GRAPH, "Medics in Lumbala")
HOSTILE_TITLE = literal_text(HOSTILE)
HOSTILE_PAGE = html(network(quads(hostile())), HOSTILE_TITLE)


class Reader(HTMLParser):
    """Elements with their attributes, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open, data))

    def handle_endtag(self, tag: str) -> None:
        self._open = "" if tag == self._open else self._open

    def whole(self, tag: str) -> list[str]:
        """The texts of all elements of this name."""
        return [text for name, text in self.texts if name == tag]


def data_of(page: str) -> Any:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def rows_of(data: Any) -> dict[str, dict[str, Any]]:
    """The nodes of a page's data by their ids, what is left out as None."""
    fields = data["fields"]
    return {row[0]: dict(zip(fields, row[1:] + [None] * len(fields), strict=False)) for row in data["nodes"]}


def name(iri: str) -> str:
    return iri.removeprefix(DATA_BASE)


def test_nodes() -> None:
    groups: dict[str, set[str]] = {}
    for iri, told in GRAPH.nodes(data=True):
        groups.setdefault(told["group"], set()).add(name(iri))
    assert groups == {
        "event": {"event-deployment01", "event-killing01", "event-statement01", "event-pledge01"},
        "prospect": {"prospect-funding01", "prospect-evacuation01"},
        "actor": {
            "country-norway", "group-medics", "group-dockers", "person-ingrid-solheim", "governmentbody-bergen",
            "organization-dockers-front", "securityforce-army",
        },
        "place": {"place-lumbala", "place-oslo", "place-southern-coast"},
    }  # fmt: skip


EDGES = [
    ("event-deployment01", "country-norway", "agent"),
    ("event-deployment01", "group-medics", "patient"),
    ("event-deployment01", "place-lumbala", "destination"),
    ("event-deployment01", "event-killing01", "cause"),
    ("event-pledge01", "prospect-funding01", "content"),
    ("prospect-funding01", "person-ingrid-solheim", "according to"),
    ("person-ingrid-solheim", "country-norway", "nationality"),
    ("person-ingrid-solheim", "country-norway", "Foreign Minister of"),
    ("person-ingrid-solheim", "governmentbody-bergen", "former mayor of"),
    ("place-oslo", "country-norway", "within"),
]


@pytest.mark.parametrize(("source", "target", "label"), EDGES, ids=[f"{s} {label}" for s, _, label in EDGES])
def test_edges(source: str, target: str, label: str) -> None:
    between = GRAPH.get_edge_data(f"{DATA_BASE}{source}", f"{DATA_BASE}{target}")
    (edge,) = [told for told in between.values() if told["label"] == label]
    assert edge["sentences"]


def told(local: str) -> dict[str, Any]:
    node: dict[str, Any] = GRAPH.nodes[f"{DATA_BASE}{local}"]
    return node


def test_labels_say_what_did_not_happen() -> None:
    assert told("event-killing01")["label"] == "Killing\n“killed”"
    assert told("prospect-funding01")["label"] == "Funding (pledged)\n“give”"
    assert told("prospect-evacuation01")["label"] == "Evacuation (did not happen)\n“evacuated”"


def test_facts_in_words() -> None:
    assert told("event-deployment01")["facts"] == (
        ("Status", "happened, says the article"),
        ("When", "2024-05-13 (told from the article's date)"),
        ("Figure", "at least 40 (medic, deployed): “more than 40”"),
    )
    assert ("Figure", "3 (times, given, against the 2023 figure): “three times”") in told("prospect-funding01")["facts"]
    assert ("According to", "Ingrid Solheim") in told("prospect-funding01")["facts"]
    assert ("Quotation", "“We will not leave them alone,”") in told("event-statement01")["facts"]
    assert ("Post", "Foreign Minister, Norway") in told("person-ingrid-solheim")["facts"]
    assert ("Lies in", "Southern Coast") in told("place-lumbala")["facts"]
    assert ("Note", "not named in the text; context from the gazetteer") in told("place-southern-coast")["facts"]


def test_sentences_with_the_words_marked() -> None:
    headline, body = told("event-deployment01")["sentences"]
    assert headline.parts == (("Norway ", False), ("sends", True), (" medics to Lumbala after port blast", False))
    assert [part for part in body.parts if part[1]] == [("deployed", True)]
    assert headline.source == "Norway sends medics to Lumbala after port blast"
    mentions = [part for s in told("place-oslo")["sentences"] for part in s.parts]
    assert mentions[0][0].startswith('"We will not leave')
    assert ("Oslo", True) in mentions


@pytest.mark.parametrize("page", [PAGE, HOSTILE_PAGE], ids=["lumbala", "hostile"])
def test_nothing_is_asked_of_the_network(page: str) -> None:
    read = Reader(page)
    for tag, attributes in read.elements:
        assert tag not in ("link", "iframe", "object", "embed", "img", "base", "form", "a"), tag
        assert not {"src", "href", "action", "srcset", "style"} & set(attributes), (tag, attributes)
        assert not [a for a in attributes if a.startswith("on")], (tag, attributes)
    (style,) = read.whole("style")
    assert "url(" not in style
    assert "@import" not in style
    ours = read.whole("script")[-1]
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|fetch\(|XMLHttp|eval\(|new Function", ours
    )


@pytest.mark.parametrize("page", [PAGE, HOSTILE_PAGE], ids=["lumbala", "hostile"])
def test_policy_allows_exactly_these_scripts_and_this_style(page: str) -> None:
    read = Reader(page)
    (policy,) = [a["content"] for t, a in read.elements if t == "meta" and "content-security-policy" in str(a).lower()]
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    kinds = [a.get("type") for t, a in read.elements if t == "script"]
    assert kinds == ["application/json", None, None]
    scripts = read.whole("script")[1:]
    assert rules["script-src"].split() == [f"'{source(text)}'" for text in scripts]
    assert rules["style-src"] == f"'{source(read.whole('style')[0])}'"


def source(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_page_without_its_data_stays_small() -> None:
    assert len(PAGE.encode()) < 1_200_000


def test_hostile_text_stays_text() -> None:
    assert "<script>alert" not in HOSTILE_PAGE
    read = Reader(HOSTILE_PAGE)
    assert len([t for t, _ in read.elements if t == "script"]) == 3
    assert "&lt;script&gt;alert(1)" in HOSTILE_PAGE
    data = data_of(HOSTILE_PAGE)
    assert any("<script>alert(1)</script>" in row["label"] for row in rows_of(data).values())
    assert data["articles"][0]["url"] == ""
    HOSTILE_PAGE.encode()


def test_data_cannot_end_its_script() -> None:
    text = json_for_script({"a": "</script><!-- & \u2028 \u2029 é"})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"a": "</script><!-- & \u2028 \u2029 é"}


def test_page_data() -> None:
    data = data_of(PAGE)
    rows = rows_of(data)
    assert len(rows) == 16
    assert len(data["edges"]) == 21
    assert {end for edge in data["edges"] for end in edge[:2]} <= set(range(16))
    assert {row["group"] for row in rows.values()} == {"event", "prospect", "actor", "place"}
    assert data["articles"][0]["issued"] == "2024-05-15"
    assert data["articles"][0]["url"] == "https://news.example.org/2024/lumbala?id=7"
    assert len({tuple(sentence) for sentence in data["sentences"]}) == len(data["sentences"])


def test_row_of_an_event() -> None:
    data = data_of(PAGE)
    rows = rows_of(data)
    row = rows["event-deployment01"]
    assert (row["start"], row["end"], row["precision"], row["basis"]) == ("2024-05-13", "2024-05-13", "day", "article")
    assert (row["factuality"], row["polarity"]) == ("Actual", "Affirmed")
    (figure,) = row["figures"]
    assert (figure["words"], figure["value"], figure["bound"], figure["unit"]) == (
        "more than 40",
        "40",
        "AtLeast",
        "medic",
    )
    assert row["drawn"].endswith("more than 40")
    assert row["sources"] == [-1]  # nobody is named: the article
    denied = rows["prospect-evacuation01"]
    assert [data["nodes"][i][0] for i in denied["sources"]] == ["organization-dockers-front"]
    assert denied["polarity"] == "Negated"


def test_row_of_a_place_and_an_actor() -> None:
    data = data_of(PAGE)
    rows = rows_of(data)
    place = rows["place-lumbala"]
    assert (place["latitude"], place["longitude"]) == (-11.25, 13.5)
    assert [data["nodes"][i][0] for i in place["within"]] == ["place-southern-coast"]
    assert rows["person-ingrid-solheim"]["aliases"] == ["Solheim"]
    assert rows["country-norway"]["weight"] > rows["place-southern-coast"]["weight"] == 0


def test_article_text_only_where_the_sentences_stand_in_it() -> None:
    (article,) = GRAPH.graph["articles"]
    assert data_of(PAGE)["articles"][0]["text"] == ""
    assert data_of(html(GRAPH, "a", {article["iri"]: TEXT}))["articles"][0]["text"] == TEXT
    assert data_of(html(GRAPH, "a", {article["iri"]: "x" + TEXT}))["articles"][0]["text"] == ""


def test_same_page_every_time() -> None:
    assert html(network(from_quads(reversed(list(quads(FACTS))))), "Medics in Lumbala") == PAGE


def test_page_of_an_empty_graph() -> None:
    page = html(network([]), "")
    assert data_of(page)["nodes"] == []
    assert "<title>Graph</title>" in page
