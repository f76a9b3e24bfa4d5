"""Many articles to files: order, names, failures, bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.corpus import DEFAULT_FORMATS, Outcome, build_all, sample_path
from kg.errors import ArticleError, ModelError, OptionError, OutputError
from kg.export import EXPORTERS

TEXT = "Floods displaced 300 families in Beira on 3 March 2023."


def written(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ttl(paths: list[Path], out: Path) -> list[Outcome]:
    return list(build_all(paths, out=out, formats=("ttl",)))


def files(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_each_article_has_its_files_and_no_other(tmp_path: Path) -> None:
    (outcome,) = build_all([written(tmp_path / "beira.txt")], out=tmp_path / "out")
    assert outcome.error is None
    names = set(files(tmp_path / "out"))
    tables = {"actors", "places", "events", "roles", "figures", "claims"}
    plain = {f"beira.{suffix}" for suffix in ("ttl", "trig", "jsonld", "graphml", "gexf", "html")}
    assert names == plain | {f"beira-csv/{table}.csv" for table in tables}
    assert {str(p.relative_to(tmp_path / "out")) for p in outcome.written} == names


def test_the_default_formats_are_known() -> None:
    assert set(DEFAULT_FORMATS) <= set(EXPORTERS)


def test_one_format_is_one_file(tmp_path: Path) -> None:
    ttl([written(tmp_path / "beira.txt")], tmp_path / "out")
    assert list(files(tmp_path / "out")) == ["beira.ttl"]


def test_articles_of_the_same_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    other = "Rebels attacked Pemba on 3 March 2023."
    paths = [
        written(tmp_path / "a" / "story.txt"),
        written(tmp_path / "b" / "story.txt", other),
        written(tmp_path / "c" / "Story.md"),
        written(tmp_path / "d" / "story-2.txt"),
    ]
    found = ttl(paths, tmp_path / "out")
    assert [o.name for o in found] == ["story", "story-2", "Story-3", "story-2-2"]
    assert len(files(tmp_path / "out")) == 4
    articles = {o.name: f"article-{o.name.lower()}" for o in found}
    for name, local in articles.items():
        assert f"id:{local} a" in (tmp_path / "out" / f"{name}.ttl").read_text("utf-8")


def test_a_bad_article_stands_in_its_place_and_stops_none(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "one", "text": TEXT}), "{broken", json.dumps({"id": "three", "text": TEXT})]
    paths = [
        tmp_path / "missing.txt",
        written(tmp_path / "first.txt"),
        written(tmp_path / "list.jsonl", "\n".join(lines)),
        written(tmp_path / "empty.txt", ""),
        written(tmp_path / "last.txt"),
        tmp_path,
    ]
    found = ttl(paths, tmp_path / "out")
    assert [o.name for o in found] == ["", "first", "one", "", "three", "", "last", ""]
    errors = [str(o.error) for o in found if o.error]
    assert all(isinstance(o.error, ArticleError) for o in found if o.error)
    told = ("missing.txt: no such file", "list.jsonl, line 2: is not JSON", "empty.txt: is empty", "files of type")
    for error, words in zip(errors, told[:3], strict=False):
        assert words in error
    assert sorted(files(tmp_path / "out")) == ["first.ttl", "last.ttl", "one.ttl", "three.ttl"]


def test_a_file_that_cannot_be_written_is_told_and_the_others_are_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "first.ttl").mkdir(parents=True)  # a folder stands where the file should
    first, last = ttl([written(tmp_path / "first.txt"), written(tmp_path / "last.txt")], out)
    assert isinstance(first.error, OutputError)
    assert last.error is None
    assert [p.name for p in sorted(out.iterdir())] == ["first.ttl", "last.ttl"]  # nothing half-written is left


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    paths = [written(tmp_path / "beira.txt"), sample_path()]
    for out in ("one", "two"):
        assert not [o for o in build_all(paths, out=tmp_path / out) if o.error]
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_an_article_is_built_alike_alone_and_among_others(tmp_path: Path) -> None:
    story = written(tmp_path / "beira.txt")
    ttl([story], tmp_path / "alone")
    ttl([sample_path(), story], tmp_path / "among")
    assert files(tmp_path / "among")["beira.ttl"] == files(tmp_path / "alone")["beira.ttl"]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"date": "2023-13-01"}, OptionError),
        ({"formats": ("ttl", "docx")}, OptionError),
        ({"base": "not an iri"}, OptionError),
        ({"model": "no_such_pipeline"}, ModelError),
    ],
    ids=str,
)
def test_what_nothing_can_be_built_with_is_raised(
    options: dict[str, Any], error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        list(build_all([written(tmp_path / "beira.txt")], out=tmp_path / "out", **options))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("below", ["", "deeper", "deeper/still"])
def test_an_output_folder_that_cannot_be_is_told_before_any_work(below: str, tmp_path: Path) -> None:
    story = written(tmp_path / "beira.txt")
    with pytest.raises(OutputError, match=r"beira\.txt is a file"):
        next(build_all([story], out=story / below))


def test_without_an_article_that_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    (outcome,) = ttl([tmp_path / "missing.txt"], tmp_path / "out")
    assert outcome.error
    assert not (tmp_path / "out").exists()
