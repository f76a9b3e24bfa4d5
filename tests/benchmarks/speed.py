"""Time and memory of kg's own work against bare spaCy over the same texts, in one run.

    python tests/benchmarks/speed.py [--copies N] [FILES...]

Without files, the packaged sample is used. Each text is taken N times under other names, so that nothing is cached.
Both sides use the same loaded model and one process; the rounds alternate, and the medians are compared.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from kg.annotate import BATCH, load_model
from kg.corpus import sample_path
from kg.model import Article
from kg.pipeline import facts
from kg.rdf import quads
from kg.read import read
from kg.store import turtle

ROUNDS = 5


def articles(files: list[Path], copies: int) -> list[Article]:
    """The articles of `files`, each under `copies` names."""
    found = [a for path in files for a in read(path) if isinstance(a, Article)]
    return [
        Article(f"{a.name}-{n}", a.text, a.blocks, a.title, a.issued, a.issued_basis)
        for n in range(copies)
        for a in found
    ]


def seconds(work: Callable[[], int]) -> float:
    """How long `work` takes once, in seconds of processor time: the clock on the wall also counts what others do."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--copies", type=int, default=20)
    arguments = parser.parse_args()
    texts = articles(arguments.files or [sample_path()], arguments.copies)
    nlp = load_model()
    words = sum(len(a.text.split()) for a in texts)

    def bare() -> int:
        return sum(len(doc) for doc in nlp.pipe((a.text for a in texts), batch_size=BATCH))

    def built() -> int:
        return sum(len(turtle(quads(f))) for f in facts(texts, nlp))

    bare(), built()
    pairs = [(seconds(bare), seconds(built)) for _ in range(ROUNDS)]
    spacy_time, kg_time = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    ratio = statistics.median(k / s for s, k in pairs)
    print(f"{len(texts)} articles, {words} words, {ROUNDS} rounds (medians)")
    print(f"bare spaCy  {spacy_time:7.2f} s  {words / spacy_time:8.0f} words/s")
    print(f"kg build    {kg_time:7.2f} s  {words / kg_time:8.0f} words/s")
    least, most = min(k / s for s, k in pairs), max(k / s for s, k in pairs)
    print(f"ratio       {ratio:7.2f}    (least {least:.2f}, most {most:.2f})")


if __name__ == "__main__":
    main()
