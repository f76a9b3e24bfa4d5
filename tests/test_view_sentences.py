"""Every sentence on the page is what the article says at its offsets: the sample, and the development set when here."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Any

import pytest
from test_view import data_of

from kg.corpus import build, sample_path
from kg.store import Nodes
from kg.view import html, network
from kg.vocab import KG

DEVSET = Path(os.environ.get("KG_DEVSET", Path(__file__).parent.parent.parent / "shared" / "devset")) / "texts"
TEXTS = [sample_path(), *sorted(DEVSET.glob("*.txt"))]


@functools.cache
def page_data(path: Path) -> tuple[str, Any, Any]:
    built = build(path, date="2025-01-15")
    (article,) = Nodes(built.store).of_class(KG.Article)
    text = built.facts.article.text
    graph = network(built.store)
    return text, graph, data_of(html(graph, "a", {article: text}))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_sentences_equal_the_source(path: Path) -> None:
    text, graph, data = page_data(path)
    assert data["sentences"]
    for _, start, end, words in data["sentences"]:
        assert text[start:end] == words
    for _, told in graph.nodes(data=True):
        for sentence in told["sentences"]:
            assert text[sentence.start : sentence.end] == sentence.text
    assert data["articles"][0]["text"] == text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_marked_is_a_mention_or_a_trigger(path: Path) -> None:
    text, graph, data = page_data(path)
    column = data["fields"].index("sentences") + 1
    for row, (_, told) in zip(data["nodes"], graph.nodes(data=True), strict=True):
        for supported in (row[column] or []) if len(row) > column else []:
            _, start, _, words = data["sentences"][supported[0]]
            for begin, end in zip(supported[1::2], supported[2::2], strict=True):
                assert text[start + begin : start + end] == words[begin:end]
                assert words[begin:end].strip(), told["label"]
