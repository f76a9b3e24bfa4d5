"""Labels that try to run, lead away or cover something else stay words: in every view, and in the URL."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx
import pytest
from chromium import launched, shown
from facts import HOSTILE, hostile
from playwright.sync_api import Browser

from kg.rdf import literal_text, quads
from kg.view import html, network
from kg.view.passages import Sentence

LABELS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='https://example.org/away'>click</a>",
    "<a href=javascript:alert(1)>click</a>",
    "<form action=https://example.org><button>go</button></form>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<base href=https://example.org/>",
    "<link rel=stylesheet href=https://example.org/a.css>",
    "<style>* { display: none }</style>",
    "<object data=https://example.org></object>",
    "<details open ontoggle=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "` onclick=alert(1) `",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "href",
    "{{ 7 * 7 }}{% raw %}",
    "${alert(1)}",
    "#{alert(1)}",
    "<%= alert(1) %>",
    "constructor.__proto__",
    "\u202egnirts desrever\u202c",
    "zero\u200bwidth\u200d\ufeffjoiner",
    "\u2066isolate\u2069 \u200fmark",
    "line\u2028separator\u2029paragraph",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a" * 10_000,
    "\u0301" * 200,
    "\\u003cscript\\u003ealert(1)",
    "\x01\x1b[31mred\x7f",
]  # fmt: skip


@functools.cache
def hostile_network() -> Any:
    graph: Any = nx.MultiDiGraph(articles=({"iri": "article", "title": LABELS[1], "issued": "", "publisher": LABELS[8],
                                            "url": "javascript:alert(1)"},))  # fmt: skip
    for i, label in enumerate(LABELS):
        sentence = Sentence(((label, True),), "", "article", 0, len(label), ((0, len(label)),))
        group, kind = (("event", "Killing"), ("actor", "Person"), ("place", "Place"))[i % 3]
        told = {"facts": ((label, label),), "sentences": (sentence,), "aliases": (label,), "weight": 1}
        graph.add_node(f"id-{i}/{quote(label[:20])}", label=label, group=group, kind=kind, **told)
        graph.add_edge(f"id-{i}/{quote(label[:20])}", f"id-0/{quote(LABELS[0][:20])}", label=label, kind="agent",
                       sentences=(sentence,))  # fmt: skip
    return graph


@functools.cache
def hostile_page() -> str:
    return html(hostile_network(), "".join(LABELS[:4]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


def test_there_are_forty() -> None:
    assert len(LABELS) >= 40


@pytest.mark.parametrize(
    "fragment", ["", "#mode=table", "#mode=timeline", "#mode=map", "#view=actors", "#pane=reading"]
)
def test_labels_are_words_in_every_view(fragment: str, browser: Browser, tmp_path: Path) -> None:
    with shown(browser, hostile_page(), tmp_path, fragment) as page:
        page.wait_for_timeout(200)
        elements = page.evaluate("[...document.querySelectorAll('*')].map((e) => e.localName)")
        assert elements.count("script") == 3
        assert elements.count("style") == 1
        assert not {"iframe", "img", "object", "embed", "form", "base", "link", "math"} & set(elements)
        assert page.evaluate("document.querySelectorAll('[href], [src], [style*=url]').length") == 0
        handlers = "[...document.querySelectorAll('*')].some((e) => [...e.attributes].some((a) => /^on/i.test(a.name)))"
        assert not page.evaluate(handlers)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("number", range(len(LABELS)))
def test_label_in_panel_search_and_fragment(number: int, browser: Browser, tmp_path: Path) -> None:
    label = LABELS[number]
    fragment = f"#at={quote(f'id-{number}/{quote(label[:20])}')}&q={quote(label[:60])}"
    with shown(browser, hostile_page(), tmp_path, fragment) as page:
        told = page.evaluate("document.querySelector('#pane h2').textContent")
        flat = " ".join(label.replace("\ufeff", " ").split()) or label  # a blank to JavaScript
        assert told.rstrip("…")[:100].split() == flat[: len(told.rstrip("…"))][:100].split()
        assert label in page.evaluate("document.querySelector('#pane blockquote').textContent")
        page.fill("#query", label[:40])
        assert page.evaluate("document.querySelectorAll('script').length") == 3


@pytest.mark.parametrize("fragment", [f"#at={quote(label[:2000])}&mode={quote(label[:50])}" for label in LABELS[:30]])
def test_a_hostile_fragment_selects_nothing(fragment: str, browser: Browser, tmp_path: Path) -> None:
    with shown(browser, hostile_page(), tmp_path, fragment) as page:
        assert page.inner_text("#pane h2") == "At a glance"


def test_a_graph_of_hostile_facts(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, html(network(quads(hostile())), literal_text(HOSTILE)), tmp_path) as page:
        assert page.get_attribute("body", "data-ready") == "3"
        page.click("#pane button.go >> nth=0")
        assert page.evaluate("document.querySelectorAll('script').length") == 3
