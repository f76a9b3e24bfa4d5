"""Each shape of `ontology/shapes.ttl` has a graph in `tests/shapes/` that passes it and one that fails it alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from facts import FACTS, TEXT, hostile
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import SH

from kg.model import Facts
from kg.rdf import quads
from kg.validate import SHAPES, check_passages, validate
from kg.vocab import DATA_BASE, ontology_dir

FOLDER = Path(__file__).parent / "shapes"
SHAPE = Namespace(SHAPES)


def graph_of(facts: Facts) -> Graph:
    return Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads(facts)), format="nt")


def shapes_graph() -> Graph:
    return Graph().parse(ontology_dir() / "shapes.ttl")


def node_shapes() -> list[str]:
    """The node shapes that have a target of their own."""
    return sorted(str(shape).removeprefix(SHAPES) for shape in set(shapes_graph().subjects(SH.targetClass, None)))


def read(name: str) -> Graph:
    return Graph().parse(FOLDER / "common.ttl").parse(FOLDER / name)


def broken_by_name(graph: Graph) -> set[tuple[str, str]]:
    """(the node's local name, the shape it is named after) for every node named after a shape: "Figure-lower.2"."""
    names = {str(s).removeprefix(DATA_BASE) for s in graph.subjects(RDF.type, None)}
    return {(name, name.split(".")[0]) for name in names if name[0].isupper()}


def test_every_file_belongs_to_a_shape() -> None:
    expected = {f"{name}.{outcome}.ttl" for name in node_shapes() for outcome in ("pass", "fail")}
    assert {path.name for path in FOLDER.iterdir()} == expected | {"common.ttl"}


def test_common_conforms() -> None:
    assert validate(Graph().parse(FOLDER / "common.ttl")) == ()


@pytest.mark.parametrize("name", node_shapes())
def test_passes(name: str) -> None:
    graph = read(f"{name}.pass.ttl")
    targets = list(shapes_graph().objects(SHAPE[name], SH.targetClass))
    own = [s for target in targets for s in graph.subjects(RDF.type, target) if f"{DATA_BASE}{name}-good" in str(s)]
    assert own, "the graph has nothing that the shape looks at"
    assert validate(graph) == ()


@pytest.mark.parametrize("name", node_shapes())
def test_fails_that_shape_alone(name: str) -> None:
    graph = read(f"{name}.fail.ttl")
    found = {(v.node.removeprefix(DATA_BASE), v.shape) for v in validate(graph)}
    assert found == broken_by_name(graph)
    rules = {str(p).removeprefix(SHAPES) for p in shapes_graph().objects(SHAPE[name], SH.property)} or {name}
    assert {shape for _, shape in found} == rules, "a rule of the shape is never broken"


def test_every_rule_has_a_message_and_a_name() -> None:
    shapes = shapes_graph()
    named = [s for s in shapes.subjects(RDF.type, SH.PropertyShape) if isinstance(s, URIRef)]
    assert len(named) > 50
    assert [s for s in named if shapes.value(s, SH.message) is None] == []


def test_violation_says_node_path_value_and_rule() -> None:
    found = [v for v in validate(read("Figure.fail.ttl")) if v.node.endswith("Figure-lower.2")]
    assert {(v.path.rpartition("#")[2], v.value, v.shape) for v in found} == {("lowerBound", "61.5", "Figure-lower")}
    assert "at most one lower bound" in str(found[0])
    assert "61.5" in str(found[0])


def test_an_articles_graph_conforms_and_stays_as_it_is() -> None:
    graph = graph_of(FACTS)
    size = len(graph)
    assert validate(graph) == ()
    assert len(graph) == size


def test_hostile_strings_conform() -> None:
    facts = hostile()
    graph = graph_of(facts)
    assert validate(graph) == ()
    assert check_passages(graph, facts.article.text) == ()


def test_passages_agree_with_their_text() -> None:
    assert check_passages(graph_of(FACTS), TEXT) == ()


def test_a_changed_word_is_found_with_the_node_and_the_words() -> None:
    found = check_passages(graph_of(FACTS), TEXT.replace("Oslo", "Bodø"))
    assert {v.shape for v in found} == {"digest", "words"}
    place = TEXT.index("Oslo")
    (word,) = [v for v in found if v.value == "Oslo"]
    assert word.node == f"{DATA_BASE}article-lumbala#char={place},{place + 4}"
    assert "'Bodø'" in word.message


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("", {"digest", "text-length", "offsets"}),
        (TEXT[:100], {"digest", "text-length", "offsets"}),
        (TEXT + " ", {"digest", "text-length"}),
        ("\N{GRINNING FACE}" + TEXT, {"digest", "text-length", "words"}),
    ],
    ids=["no text", "cut text", "text with a blank more", "text moved by one character"],
)
def test_another_text_does_not_agree(text: str, shapes: set[str]) -> None:
    assert {v.shape for v in check_passages(graph_of(FACTS), text)} == shapes


def test_a_passage_whose_name_belies_its_offsets_is_found() -> None:
    source = "Guards arrested two men at the quarry"
    common = (FOLDER / "common.ttl").read_text("utf-8").replace("#char=7,15>", "#char=8,15>")
    found = check_passages(Graph().parse(data=common), source)
    assert [v.shape for v in found if v.shape != "digest"] == ["name"]


def test_a_graph_without_article_or_with_two_cannot_agree() -> None:
    assert [v.shape for v in check_passages(Graph(), TEXT)] == ["one-article"]
    both = graph_of(FACTS).parse(FOLDER / "common.ttl")
    assert "one-article" in {v.shape for v in check_passages(both, TEXT)}
