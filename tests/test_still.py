"""Still pictures: what is drawn, that it fits, that the bytes are the same, and that nothing hostile gets in."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
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
from kg.view.still.dates import Interval, interval, ticks, window, words
from kg.view.still.edges import arrows
from kg.view.still.fitting import fit
from kg.view.still.lettering import broken, cut, drawable, width
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
    assert "300 actors (90 of 300 shown: the most reported; 210 left out)" in shown
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
    shape = struct.unpack(">II", png(svg)[16:24])
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


class TestLettering:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [("a\tb\n c", "a b c"), ("\u202eevil\u202c", "evil"), ("zero\u200bwidth", "zerowidth"), ("e\u0301", "é"),
         ("\ud800x\x00", "x"), ("no\u0334\u0334\u0334\u0334te", "no\u0334\u0334te")],
    )  # fmt: skip
    def test_only_what_is_seen_is_drawn(self, text: str, expected: str) -> None:
        assert drawable(text) == expected

    def test_bold_is_wider_and_unknown_letters_have_a_width(self) -> None:
        assert width("officers", 14, bold=True) > width("officers", 14) > 40
        assert width("市", 14) == 14
        assert 0 < width("م", 14) < 14

    @pytest.mark.parametrize("text", ["Multinational Security Support mission in a far country", "x" * 500, "a b"])
    def test_broken_lines_fit(self, text: str) -> None:
        lines = broken(text, 100, 14, 3)
        assert 1 <= len(lines) <= 3
        assert all(width(line, 14) <= 100 for line in lines)
        whole = "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert whole or lines[-1].endswith("…")

    def test_cut(self) -> None:
        assert cut("short", 100, 14) == "short"
        assert cut("rather long words", 60, 14).endswith("…")


DAYS = [
    ("2024-05-13", "2024-05-13", "13 May 2024"),
    ("2024-05-13", "", "13 May 2024"),
    ("2024-05-01", "2024-05-31", "May 2024"),
    ("2024-01-01", "2024-12-31", "2024"),
    ("2020-01-01", "2024-12-31", "2020–2024"),
    ("2024-04-01", "2024-06-30", "April – June 2024"),
    ("2023-12-01", "2024-02-29", "December 2023 – February 2024"),
    ("2024-05-10", "2024-05-13", "10–13 May 2024"),
    ("2024-05-28", "2024-06-03", "28 May – 3 June 2024"),
    ("2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024"),
]


@pytest.mark.parametrize(("start", "end", "expected"), DAYS, ids=[d[2] for d in DAYS])
def test_an_interval_in_words(start: str, end: str, expected: str) -> None:
    told = interval(start, end)
    assert told
    assert words(told) == expected


@pytest.mark.parametrize(
    ("start", "end"), [("", ""), ("yesterday", ""), ("2024-05-13", "2024-05-01"), ("2024-13-01", "")]
)
def test_what_is_no_interval(start: str, end: str) -> None:
    assert interval(start, end) is None


SPANS = [
    ("2024-05-10", "2024-05-15", "10 May 2024"),
    ("2024-05-01", "2024-08-31", "Jun 2024"),
    ("2022-03-01", "2024-07-31", "Jan 2023"),
    ("1990-01-01", "2024-12-31", "2000"),
    ("0001-01-01", "9999-12-31", "2000"),
]


@pytest.mark.parametrize(("start", "end", "among"), SPANS, ids=[s[0] for s in SPANS])
def test_ticks_are_few_and_round(start: str, end: str, among: str) -> None:
    found = ticks(*(date.fromisoformat(day).toordinal() for day in (start, end)))
    assert 1 <= len(found) <= 6
    assert among in [label for _, label in found]


def test_few_dates_far_off_do_not_press_the_others_together() -> None:
    near = [Interval(date(2024, 5, d), date(2024, 5, d)) for d in range(1, 21)]
    low, high = window([Interval(date(1994, 4, 7), date(1994, 4, 7)), *near])
    assert low > date(2024, 4, 1).toordinal()
    assert high < date(2024, 6, 10).toordinal()
    assert window(near[:1]) == (near[0].first.toordinal() - 3, near[0].first.toordinal() + 3)
