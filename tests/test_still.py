"""Still pictures: what is drawn, that it fits, that the bytes are the same, and that nothing hostile gets in."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from facts import FACTS
from labels import HOSTILE_LABELS

from kg.rdf import quads
from kg.view import network
from kg.view.still import network_picture, pictures, png, timeline_picture
from kg.view.still.canvas import SVG
from kg.view.still.edges import arrows
from kg.view.still.fitting import fit
from kg.view.still.lettering import width
from kg.view.still.nodes import box
from kg.view.style import LOOKS

GRAPH = network(quads(FACTS))
TITLE = "Norway sends medics to Lumbala after port blast"
DRAWN = {"svg", "title", "desc", "g", "rect", "ellipse", "circle", "line", "path", "polygon", "text"}
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{{{SVG}}}text")]


def labelled(labels: tuple[str, ...]) -> nx.MultiDiGraph:
    """A network whose every text is one of `labels`: a situation, an actor and a place of each."""
    graph: Any = nx.MultiDiGraph(facts=tuple((name, label) for label in labels for name in ("Article", "By", "From")))
    for i, label in enumerate(labels):
        told = {"facts": (("Figure", label),), "sentences": (), "start": "2024-05-13", "end": "2024-05-13"}
        graph.add_node(f"e{i}", label=label, group="prospect", kind="Killing", **told)
        graph.add_node(f"a{i}", label=label, group="actor", kind=label, facts=(), sentences=())
        graph.add_node(f"p{i}", label=label, group="place", kind="Place", facts=(), sentences=())
        graph.add_edge(f"e{i}", f"a{i}", label=label, kind="agent", sentences=())
        graph.add_edge(f"e{i}", f"p{i}", label=label, kind=label, sentences=())
    return graph


def test_the_network_has_its_labels_counts_legend_and_source() -> None:
    shown = texts(network_picture(GRAPH, TITLE))
    for expected in (
        TITLE, "4 events · 2 prospects · 7 actors · 3 places", "Ingrid Solheim", "Funding (pledged)", "“give”",
        "“more than 40”", "destination", LOOKS["place"].name,
        "Source: The Example Post, 2024-05-15, https://news.example.org/2024/lumbala?id=7",
    ):  # fmt: skip
        assert expected in shown


def test_the_timeline_has_a_point_for_a_day_and_a_bar_for_a_year() -> None:
    graph = GRAPH.copy()
    iri = next(iri for iri, told in graph.nodes(data=True) if told["label"].startswith("Funding"))
    graph.nodes[iri].update(start="2024-01-01", end="2024-12-31")
    svg = timeline_picture(graph, TITLE)
    shown = texts(svg)
    assert "13 May 2024" in shown
    assert "2024" in shown
    assert any("Norway → medics, Lumbala" in text for text in shown)
    assert svg.count("<circle") == sum(
        "start" in told and told["start"][:7] == "2024-05" for _, told in graph.nodes(data=True)
    )
    (bar,) = [r for r in ET.fromstring(svg).iter(f"{{{SVG}}}rect") if r.get("height") == "11"]
    assert bar.get("stroke-dasharray")
    assert float(bar.get("width", "0")) > 200


def test_without_dates_there_is_no_timeline() -> None:
    graph = network(q for q in quads(FACTS) if not q.predicate.value.endswith("Date"))
    assert list(pictures(graph, TITLE)) == [""]


def test_a_graph_of_nothing_is_a_picture_of_nothing() -> None:
    assert list(pictures(network([]), "")) == [""]
    assert png(network_picture(network([]), "")).startswith(b"\x89PNG")


@pytest.mark.parametrize("picture", [network_picture, timeline_picture])
def test_every_text_fits_what_it_stands_in(picture: Any) -> None:
    for graph in (GRAPH, labelled(HOSTILE_LABELS)):
        root = ET.fromstring(picture(graph, "A title of many words " * 30))
        page = float(root.get("viewBox", "").split()[2])
        for text in root.findall(f"{{{SVG}}}text"):
            x, wide = float(text.get("x", "")), float(text.get("textLength", ""))
            left = x - wide * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
            assert left >= 0, text.text
            assert left + wide <= page, text.text


def test_lines_fit_their_box_by_the_widths_of_the_font() -> None:
    for graph in (GRAPH, labelled(HOSTILE_LABELS)):
        for _, told in graph.nodes(data=True):
            drawn = box(told)
            for line in drawn.lines:
                assert width(line.words, drawn.font, bold=line.bold) < drawn.wide - drawn.font
            assert len(drawn.lines) * drawn.font * 1.22 < drawn.high
            assert len(drawn.lines) <= 9


def test_no_two_boxes_meet_when_fitted_to_paper() -> None:
    sizes = {f"n{i}": (60.0 + 17 * (i % 7), 30.0 + 5 * (i % 3)) for i in range(40)}
    placed = {n: (220 * (i % 8) + 31 * (i % 3), 130 * (i // 8)) for i, n in enumerate(sizes)}
    fitted, scale = fit(placed, sizes, (1043.0, 600.0))
    assert 0.3 < scale <= 1
    for a, b in combinations(fitted, 2):
        apart = [abs(fitted[a][i] - fitted[b][i]) - (sizes[a][i] + sizes[b][i]) / 2 for i in (0, 1)]
        assert max(apart) > 0
    assert max(x + sizes[n][0] / 2 for n, (x, _) in fitted.items()) * scale <= 1043 / 2 + 0.01


def test_arrows_leave_from_borders_and_those_of_a_pair_lie_apart() -> None:
    outlines = {n: (300.0 * i, 0.0, 100.0, 40.0, "box") for i, n in enumerate("ab")}
    graph: Any = nx.MultiDiGraph()
    graph.add_edge("a", "b", label="leads", kind="leads")
    graph.add_edge("a", "b", label="member of", kind="memberOf")
    graph.add_edge("b", "a", label="agent", kind="agent")
    graph.add_edge("a", "a", label="part of", kind="partOf")
    straight, bent = arrows(graph, outlines)
    assert (straight.words, straight.start, straight.end) == ("leads, member of", (52.0, 0.0), (248.0, 0.0))
    assert bent.words == "agent"
    assert abs(bent.at(0.5)[1]) > 10


def test_a_large_network_is_cut_to_what_is_reported_most_and_says_so() -> None:
    graph: Any = nx.MultiDiGraph(facts=())
    for i in range(300):
        graph.add_node(f"n{i}", label=f"Actor {i}", group="actor", kind="Person", facts=(), sentences=("s",) * (i % 9))
        graph.add_edge(f"n{i}", "n0", label="part of", kind="partOf", sentences=())
    shown = texts(network_picture(graph, "Many"))
    assert "300 actors (60 of 300 shown: the most reported; 240 left out)" in shown
    assert "Actor 0" in shown


def test_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from facts import FACTS; from kg.rdf import quads; from kg.view import network, still\n"
        f"found = still.pictures(network(reversed(list(quads(FACTS)))), {TITLE!r})\n"
        "print([hashlib.sha256(b).hexdigest() for s in found.values() for b in (s.encode(), still.png(s))])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=__file__.rpartition("/")[0],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("0", "99")
    }  # fmt: skip
    assert len(runs) == 1


def test_png_has_the_shape_of_the_page() -> None:
    svg = network_picture(GRAPH, TITLE)
    _, _, wide, high = (float(n) for n in ET.fromstring(svg).get("viewBox", "").split())
    data = png(svg)
    assert struct.unpack(">4sIIB", data[37:50]) == (b"pHYs", 7559, 7559, 1)
    shape = struct.unpack(">II", data[16:24])
    assert shape == (round(2 * wide), pytest.approx(2 * high, abs=2))


@pytest.mark.parametrize("label", HOSTILE_LABELS, ids=range(len(HOSTILE_LABELS)))
def test_a_hostile_label_is_text(label: str) -> None:
    assert len(HOSTILE_LABELS) == 40
    for svg in pictures(labelled((label,)), label).values():
        assert not UNSEEN.search(svg)
        assert len(svg) < 30_000
        svg.encode()
        for element in ET.fromstring(svg).iter():
            assert element.tag.removeprefix(f"{{{SVG}}}") in DRAWN
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert "href" not in name
                assert not re.search("script|url|evil|alert", value, re.IGNORECASE)
        assert "<!" not in svg
        assert svg.count("<?") == 1


def test_hostile_labels_together_are_drawn() -> None:
    for svg in pictures(labelled(HOSTILE_LABELS), "".join(HOSTILE_LABELS)).values():
        assert png(svg).startswith(b"\x89PNG")
