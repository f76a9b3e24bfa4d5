"""Time and memory of kg's own work against bare spaCy over the same texts, in one run.

    python tests/benchmarks/speed.py [--articles N] [FILES...]     time and memory over N articles (default 1,000)
    python tests/benchmarks/speed.py --lengths 1000 10000 100000   time a word of one article of so many words

Without files, the packaged sample and the texts of the quality corpus are used. The texts are taken in turn under other
names until there are enough, so that nothing is cached. Both sides use the same model, loaded before, and one process
(spaCy as `spacy.load` gives it, kg as `load_model` does); the rounds alternate, and the medians are compared. Time is
processor time: the clock on the wall also counts what others do. Memory is the peak resident set of a fresh process
that does one side's work alone.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import count, cycle
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

from kg.annotate import BATCH, DEFAULT_MODEL, load_model
from kg.corpus import sample_path
from kg.model import Article
from kg.pipeline import facts
from kg.rdf import quads
from kg.read import read
from kg.read.blocks import blocks
from kg.store import turtle

ROUNDS: Final = 3
ISSUED: Final = date(2024, 5, 15)
CORPUS: Final = Path(__file__).parents[1] / "quality" / "texts"
BARE, BUILT = "bare spaCy", "kg build"


def texts(files: list[Path], number: int) -> list[Article]:
    """`number` articles out of `files`, in turn, each under a name of its own."""
    found = [a for path in files or [sample_path(), *sorted(CORPUS.glob("*.txt"))] for a in read(path)]
    usable = [a for a in found if isinstance(a, Article)]
    return [
        Article(f"{a.name}-{n}", a.text, a.blocks, a.title, a.issued or ISSUED, a.issued_basis)
        for n, a in zip(range(number), cycle(usable), strict=False)
    ]


def bare(articles: list[Article], nlp: Language) -> int:
    """What is compared with: the pipeline alone, over whole texts; the number of tokens."""
    return sum(len(doc) for doc in nlp.pipe((a.text for a in articles), batch_size=BATCH))


def built(articles: list[Article], nlp: Language) -> int:
    """What `kg build` does with articles that are read: parse, extract, serialise; the characters of Turtle."""
    return sum(len(turtle(quads(f))) for f in facts(articles, nlp))


WORK: Final[dict[str, Callable[[list[Article], Language], int]]] = {BARE: bare, BUILT: built}
LOAD: Final[dict[str, Callable[[], Language]]] = {BARE: cache(lambda: spacy.load(DEFAULT_MODEL)), BUILT: load_model}


def work(side: str, articles: list[Article]) -> float:
    """Does one side's work once; its processor time in seconds."""
    nlp = LOAD[side]()
    start = time.process_time()
    WORK[side](articles, nlp)
    return time.process_time() - start


def peak(side: str, arguments: argparse.Namespace) -> float:
    """Peak memory in MB of a process that does one side's work alone."""
    command = [sys.executable, __file__, "--articles", str(arguments.articles), "--alone", side]
    done = subprocess.run([*command, *map(str, arguments.files)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def compare(arguments: argparse.Namespace) -> Iterator[str]:
    """Lines of the comparison over many articles."""
    articles = texts(arguments.files, arguments.articles)
    words = sum(len(a.text.split()) for a in articles)
    for side in WORK:
        work(side, articles[:BATCH])
    rounds = [{side: work(side, articles) for side in WORK} for _ in range(ROUNDS)]
    yield f"{len(articles)} articles, {words} words, {ROUNDS} rounds (medians)"
    memory = {side: peak(side, arguments) for side in WORK}
    for side in WORK:
        taken = statistics.median(r[side] for r in rounds)
        yield f"{side:<11} {taken:7.2f} s  {words / taken:7.0f} words/s  {memory[side]:6.0f} MB at most"
    ratios = sorted(r[BUILT] / r[BARE] for r in rounds)
    yield f"{'time':<11} {statistics.median(ratios):7.2f}    (least {ratios[0]:.2f}, most {ratios[-1]:.2f})"
    yield f"{'memory':<11} {memory[BUILT] / memory[BARE]:7.2f}"


def curve(arguments: argparse.Namespace) -> Iterator[str]:
    """Lines on single articles of growing length, made of the texts in turn with their numbers changed."""
    for side in WORK:
        work(side, texts(arguments.files, BATCH))
    yield "   words   bare spaCy      kg build   ratio   (milliseconds a thousand words)"
    for length in arguments.lengths:
        article = long_article(arguments.files, length)
        words = len(article.text.split())
        taken = {side: 1e6 * work(side, [article]) / words for side in WORK}
        yield f"{words:8d} {taken[BARE]:12.0f} {taken[BUILT]:13.0f} {taken[BUILT] / taken[BARE]:7.2f}"


def long_article(files: list[Path], length: int) -> Article:
    """One article of about `length` words; no paragraph comes twice alike, as every round names its people anew."""
    found: list[str] = []
    parts = texts(files, 100)
    for turn in count():
        for part in parts:
            found += _renamed(part.text, turn).split(" ")
            if len(found) >= length:
                text = " ".join(found[:length])
                return Article(f"long-{length}", text, blocks(text), issued=ISSUED)
            found[-1] += "\n\n"
    raise AssertionError


def _renamed(text: str, turn: int) -> str:
    """The text with another ending to each long capitalised word, in every turn but the first."""
    if not turn:
        return text
    ending = "aeiou"[turn % 5] + "nrlst"[turn // 5 % 5]
    words = text.split(" ")
    return " ".join(w + ending if w.istitle() and w.isalpha() and len(w) > 6 else w for w in words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--lengths", type=int, nargs="+")
    parser.add_argument("--alone", choices=list(WORK), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        work(arguments.alone, texts(arguments.files, arguments.articles))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)  # on Linux in kilobytes
        return
    for line in (curve if arguments.lengths else compare)(arguments):
        print(line, flush=True)


if __name__ == "__main__":
    main()
