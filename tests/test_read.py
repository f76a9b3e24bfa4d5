"""Files of every kind become articles, or one clear error each."""

from __future__ import annotations

import io
import pickle
import sys
from datetime import date
from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.model import Article, BlockKind, IssuedBasis
from kg.read import LIMIT, READERS, read, read_bytes
from kg.read.articles import About, article
from kg.read.dates import full_date, metadata_date
from kg.read.language import foreign
from kg.read.naming import Names, slug

FIXTURES = Path(__file__).parent / "fixtures" / "read"
STORY = "Flood in Vela\n\nThe river Sorn left its bed on “Monday”.\n"
FRENCH = (
    "La rivière a quitté son lit lundi après trois jours de pluie et les habitants de la ville basse ont dû quitter "
    "leurs maisons avec leurs enfants."
)


def only(data: bytes, suffix: str = ".txt") -> Article | ArticleError:
    (found,) = read_bytes(data, suffix=suffix)
    return found


def good(data: bytes, suffix: str = ".txt") -> Article:
    found = only(data, suffix)
    assert isinstance(found, Article), found
    return found


ENCODED: dict[str, bytes] = {
    "utf-8": STORY.encode("utf-8"),
    "utf-8 with mark": STORY.encode("utf-8-sig"),
    "utf-16": STORY.encode("utf-16"),
    "utf-16-be with mark": b"\xfe\xff" + STORY.encode("utf-16-be"),
    "utf-16-le without mark": STORY.encode("utf-16-le"),
    "utf-32": STORY.encode("utf-32"),
    "cp1252": STORY.encode("cp1252"),
    "crlf": STORY.replace("\n", "\r\n").encode("utf-8"),
    "cr": STORY.replace("\n", "\r").encode("utf-8"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_encodings(data: bytes) -> None:
    """Every encoding gives the same text, with LF for line ends and nothing stripped."""
    assert good(data).text == STORY


BAD: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", ".txt", "is empty"),
    "blank": (b" \n\t\n", ".txt", "holds no text"),
    "binary": (bytes(range(256)) * 20, ".txt", "binary"),
    "NUL": (b"Rain\x00 fell", ".txt", "binary"),
    "image": (b"\x89PNG\r\n\x1a\n", ".txt", "a PNG image"),
    "pdf": (b"%PDF-1.7", ".md", "a PDF file"),
    "broken utf-8": ("“Rain” fell".encode() + b"\xff", ".txt", "broken byte at 15"),
    "broken utf-16": (b"\xff\xfeR\x00\x00", ".txt", "breaks it at byte"),
    "too long": (b"The rain fell. " * (LIMIT // 15 + 1), ".txt", f"over the limit of {LIMIT:,}"),
    "far too long": (b"The rain fell. " * 350_000, ".txt", f"the limit is {LIMIT:,} characters"),
    "French": (FRENCH.encode(), ".txt", "the text is French, kg reads English"),
    "Chinese": ("河水在星期一漫过河岸，城里的居民不得不带着孩子离开家园，市长请求援助。".encode(), ".txt", "Chinese"),
    "no article": (b"<html><body><script>1</script></body></html>", ".html", "no article is found"),
    "empty page": (b"<html></html>", ".html", "no article is found"),
    "no lines": (b"\n\n", ".jsonl", "holds no line"),
    "an array": (b"[1, 2]", ".jsonl", "line 1: is not a JSON object"),
    "no text": (b'{"id": 1}', ".jsonl", 'line 1: has no "text"'),
    "nested": (b"[" * 100_000, ".jsonl", "nested too deeply"),
    "not utf-8": (b'{"text": "\xff"}', ".jsonl", "is not UTF-8 at byte 10"),
    "only headings": (b"## Rain\n\n## Sun\n", ".md", "only headings"),
}


@pytest.mark.parametrize(("data", "suffix", "reason"), BAD.values(), ids=BAD)
def test_bad_input(data: bytes, suffix: str, reason: str) -> None:
    """Each bad input gives one error of one line that says what is wrong."""
    found = only(data, suffix)
    assert isinstance(found, ArticleError)
    assert reason in str(found)
    assert "\n" not in str(found)
    assert str(pickle.loads(pickle.dumps(found))) == str(found)


def test_bad_files(tmp_path: Path) -> None:
    """A directory, a missing file, an unknown type and a name longer than a file can have."""
    reasons = {str(tmp_path): "is a directory", "gone.txt": "no such file", "x.docx": "'.docx' are not read"}
    reasons["x" * 300 + ".txt"] = "cannot be a file name"
    for name, reason in reasons.items():
        (error,) = read(name)
        assert isinstance(error, ArticleError)
        assert reason in error.reason


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is told in its words."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text("Rain fell.")
    monkeypatch.setattr(Path, "open", refuse)
    (error,) = read(path)
    assert str(error) == f"{path}: cannot be read: Permission denied; check its permissions"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "-" reads plain text from the standard input."""

    class Stdin:
        buffer = io.BytesIO(b"Rain fell.")

    monkeypatch.setattr(sys, "stdin", Stdin())
    (found,) = read("-")
    assert isinstance(found, Article)
    assert (found.name, found.text) == ("stdin", "Rain fell.")


def test_control_characters_keep_their_place() -> None:
    """Escapes, direction marks and separators stay in the text, and blocks still quote it."""
    text = "Rain\x07 fell \u202eon\u200f Orla\x1b[0m.\x0cIt \u2028stopped.\n"
    found = good(text.encode())
    assert found.text == text
    quoted = [found.quote(b.span) for b in found.blocks]
    assert quoted == ["Rain\x07 fell \u202eon\u200f Orla\x1b[0m.", "It \u2028stopped."]


def test_half_a_character_is_replaced() -> None:
    """JSON can escape half a surrogate pair, which no encoding can write."""
    found = good(b'{"text": "Rain \\ud800 fell."}', ".jsonl")
    assert found.text == "Rain \ufffd fell."
    assert found.digest


def test_page() -> None:
    """A page in Windows-1252 that declares ISO 8859-1: metadata, blocks, no headline or byline twice."""
    (found,) = read(FIXTURES / "page.html")
    assert isinstance(found, Article)
    assert (found.title, found.publisher) == ("Ferry sinks off Tomba", "Coast Daily")
    assert found.url == "https://coast.example/ferry"
    assert (found.issued, found.issued_basis) == (date(2024, 3, 5), IssuedBasis.METADATA)
    assert [b.kind for b in found.blocks] == [
        BlockKind.HEADLINE,
        BlockKind.SUMMARY,
        BlockKind.SUMMARY,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]
    assert found.text.count("Ferry sinks off Tomba") == 1
    assert "Ada Mbeki" not in found.text
    assert "Copyright" not in found.text
    assert "“We will not stop,” commander Ali Noor" in found.text
    assert found.quote(found.blocks[3].span).startswith("A ferry with 60 people")


def test_markdown() -> None:
    """Marks, links, tables and code leave no trace; front matter is metadata."""
    (found,) = read(FIXTURES / "story.md")
    assert isinstance(found, Article)
    assert (found.title, found.publisher, found.url) == (
        "Mine closes after blast",
        "Hill Post",
        "https://hill.example/mine",
    )
    assert (found.issued, found.issued_basis) == (date(2024, 5, 2), IssuedBasis.METADATA)
    assert [(b.kind.value, found.quote(b.span)) for b in found.blocks] == [
        ("headline", "Mine closes after blast"),
        ("summary", "Two miners died on Tuesday."),
        ("summary", "The owner has shut the pit."),
        ("paragraph", "The pit at Orla was shut after a blast that killed two miners, the owner said."),
        ("heading", "What comes next"),
        ("paragraph", "We owe them the truth, the mayor said."),
        ("item", "An inquiry opens on Monday."),
    ]


def test_json_lines() -> None:
    """Broken lines are reported by number, the others are read, and names are safe and unique."""
    found = list(read(FIXTURES / "stories.jsonl"))
    articles = [a for a in found if isinstance(a, Article)]
    errors = [e for e in found if isinstance(e, ArticleError)]
    assert [a.name for a in articles] == ["Flood-1", "stories-3", "flood-1-2"]
    assert [e.where.rpartition(", ")[2] for e in errors] == ["line 2", "line 6", "line 7"]
    first = articles[0]
    assert (first.title, first.url, first.publisher) == ("Flood in Vela", "https://vela.example/1", "Vela News")
    assert (first.issued, first.issued_basis) == (date(2024, 4, 1), IssuedBasis.STATED)
    assert first.text == "Flood in Vela\n\nThe river Sorn left its bed on Monday.\n"
    assert articles[2].issued == date(2024, 4, 2)


DATED: list[tuple[str, date | None, tuple[date | None, IssuedBasis]]] = [
    (STORY, None, (None, IssuedBasis.UNKNOWN)),
    (STORY, date(2024, 1, 2), (date(2024, 1, 2), IssuedBasis.STATED)),
    ("ORLA, March 3, 2024 (KNA) - Boats sank.", None, (date(2024, 3, 3), IssuedBasis.STATED)),
    ("ORLA, March 3 (KNA) - Boats sank.", None, (None, IssuedBasis.UNKNOWN)),
    ("Boats sink\n\nPublished 3 March 2024\n\nTwo boats sank.", None, (date(2024, 3, 3), IssuedBasis.STATED)),
    ("ORLA, March 3, 2024 (KNA) - Boats sank.", date(2024, 3, 4), (date(2024, 3, 4), IssuedBasis.STATED)),
    ("Two boats sank on March 3, 2024.", None, (None, IssuedBasis.UNKNOWN)),
]


@pytest.mark.parametrize(("text", "issued", "expected"), DATED, ids=[f"{d[0][:30]} {d[1]}" for d in DATED])
def test_issued(text: str, issued: date | None, expected: tuple[date | None, IssuedBasis]) -> None:
    """The caller's date wins; a date of an event in the text is none of the article."""
    (found,) = read_bytes(text.encode(), issued=issued)
    assert isinstance(found, Article)
    assert (found.issued, found.issued_basis) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2024-03-05T23:30:00+03:00", "2024-03-05"),
        ("2024-03-05T08:00:00Z", "2024-03-05"),
        ("Tue, 05 Mar 2024 08:00:00 GMT", "2024-03-05"),
        ("March 5th, 2024", "2024-03-05"),
        ("31 Feb 2024", "None"),
        ("soon", "None"),
        ("", "None"),
    ],
)
def test_metadata_dates(words: str, expected: str) -> None:
    """Days as pages and feeds write them; an impossible one is none."""
    assert str(metadata_date(words)) == expected


def test_impossible_date_is_skipped() -> None:
    """A later possible date is found behind an impossible one of another form."""
    assert full_date("2024-13-40, that is 5 May 2024") == date(2024, 5, 5)


NAMES: list[tuple[str, str]] = [
    ("Flood in Côte-d'Or", "Flood-in-Cote-d-Or"),
    ("../../etc/passwd", "etc-passwd"),
    ("a<b>\"c'\n", "a-b-c"),
    ("report_A", "report_A"),
    ("河水", "article-"),
    ("", "article-"),
    ("CON", "article-"),
    ("x" * 300, "x" * 80 + "-"),
]


@pytest.mark.parametrize(("words", "expected"), NAMES, ids=[n[0][:20] or "empty" for n in NAMES])
def test_names(words: str, expected: str) -> None:
    """Names are plain ASCII, short, and never a path."""
    found = slug(words)
    assert found == expected or (expected.endswith("-") and found.startswith(expected))
    assert found.isascii()
    assert len(found) < 100


def test_names_differ_by_more_than_case() -> None:
    """Some file systems do not tell "Flood" from "flood"."""
    names = Names()
    assert [names.take(n) for n in ("Flood", "flood", "flood-2", "FLOOD")] == [
        "Flood",
        "flood-2",
        "flood-2-2",
        "FLOOD-3",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRENCH, "French"),
        ("Rain fell on Orla.", ""),
        (FRENCH.split(",", maxsplit=1)[0][:60], ""),  # too short to tell
        (
            "The mayor of Saint-Louis-du-Sud, Jean-Baptiste Désir, met Marie-Thérèse Ambroise, of the Mouvement pour "
            "la Rivière, and Père Anselme Dieudonné of Notre-Dame-des-Flots to talk of the flood.",
            "",
        ),
    ],
    ids=["French", "short", "too short", "foreign names"],
)
def test_language(text: str, expected: str) -> None:
    """Another language is named; English with foreign names is English."""
    assert foreign(text) == expected


def test_title_from_the_headline() -> None:
    """Without a title the headline is the title; a given one stays; without either it is empty."""
    assert good(STORY.encode()).title == "Flood in Vela"
    assert article("a", STORY, "a", About(title="Given")).title == "Given"
    assert good(b"Rain fell. It stopped.").title == ""


def test_every_suffix_has_a_reader() -> None:
    """The dict shows all that can be read, in lower case."""
    assert {".txt", ".md", ".html", ".htm", ".jsonl", ""} <= set(READERS)
    assert all(suffix == suffix.lower() for suffix in READERS)
