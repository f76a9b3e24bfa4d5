"""What a notebook shows of an article's graph: the page in a frame that cannot reach out of it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from facts import FACTS, hostile
from nbclient import NotebookClient

from kg.corpus import Built
from kg.rdf import literal_text
from kg.view import html, network, title

HERE = Path(__file__).parent
CELL = "from facts import FACTS; from kg import Built\nBuilt(FACTS)"


class Frame(HTMLParser):
    """All elements, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.mark.parametrize("facts", [FACTS, hostile()], ids=["lumbala", "hostile"])
def test_the_page_is_one_attribute_of_one_frame(facts: object) -> None:
    built = Built(facts)  # type: ignore[arg-type]
    ((tag, attributes),) = Frame(built._repr_html_()).elements
    assert tag == "iframe"
    assert set(attributes) == {"title", "sandbox", "style", "srcdoc"}
    assert "allow-same-origin" not in (attributes["sandbox"] or "")
    assert "allow-top-navigation" not in (attributes["sandbox"] or "")
    graph = network(built.store)
    article = facts.article  # type: ignore[attr-defined]
    texts = {told["iri"]: literal_text(article.text) for told in graph.graph["articles"]}
    assert attributes["srcdoc"] == html(graph, title(graph, article.name), texts)


def test_a_notebook_shows_the_graph() -> None:
    cell = nbformat.v4.new_code_cell(CELL)  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(HERE)}}).execute()
    (output,) = cell.outputs
    assert output.output_type == "execute_result"
    assert output.data["text/html"] == Built(FACTS)._repr_html_()
