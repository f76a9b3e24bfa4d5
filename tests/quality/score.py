"""How much of the gold `kg` finds: precision, recall and F1 per phenomenon, over all articles of a corpus.

    python tests/quality/score.py [--half tuned|held-out|all] [--errors] [--json FILE]
    python tests/quality/score.py --texts DIR --gold DIR [--errors] [--json FILE]

Errors are listed for the tuned half only, or for another corpus: the held-out half is scored and not looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import HALVES, TUNED, Corpus, half_of
from differences import differences
from measure import Comparison, Scores, added, mean
from sheets import found_sheet
from spacy.language import Language

from kg.pipeline import facts


def comparisons(corpus: Corpus, stems: Sequence[str], nlp: Language | None = None) -> Iterator[Comparison]:
    """What `kg` finds in each article against its gold, in order; `nlp` is the spaCy pipeline (default: kg's own)."""
    for stem, found in zip(stems, facts(map(corpus.article, stems), nlp), strict=True):
        yield Comparison(found_sheet(found), corpus.sheet(stem))


def table(title: str, scores: Scores) -> str:
    """The scores as lines of text."""
    lines = [f"{title:24}     P      R     F1   gold"]
    lines += [f"{name:24} {s.precision:5.3f}  {s.recall:5.3f}  {s.f1:5.3f}  {s.gold:5}" for name, s in scores.items()]
    return "\n".join([*lines, f"{'mean F1 of eight':24}               {mean(scores):5.3f}", ""])


def plain(scores: Scores) -> dict[str, float | dict[str, float]]:
    """The scores for JSON."""
    found: dict[str, float | dict[str, float]] = {
        name: {
            "right": s.right,
            "found": s.found,
            "gold": s.gold,
            "precision": round(s.precision, 4),
            "recall": round(s.recall, 4),
            "f1": round(s.f1, 4),
        }
        for name, s in scores.items()
    }
    return {**found, "mean": round(mean(scores), 4)}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="the articles of another corpus")
    parser.add_argument("--gold", type=Path, help="its gold files; mentions/, if any, lies beside")
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all", help="which articles of our own corpus")
    parser.add_argument("--errors", action="store_true", help="list what was missed, wrong or too much")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    given = parser.parse_args(arguments)
    if bool(given.texts) != bool(given.gold):
        parser.error("--texts and --gold go together")
    corpus = Corpus(given.texts, given.gold) if given.gold else Corpus()
    if not corpus.own and given.half != "all":
        parser.error("only our own corpus has halves")
    if corpus.own and given.errors and given.half != TUNED:
        parser.error("the held-out half is scored, not looked at: --errors goes with --half tuned")
    stems = corpus.articles(given.half)
    if not stems:
        parser.error(f"no gold files in {corpus.gold}")
    _report(corpus, stems, errors=given.errors, file=given.json)


def _report(corpus: Corpus, stems: Sequence[str], *, errors: bool, file: Path | None) -> None:
    found = dict(zip(stems, comparisons(corpus, stems), strict=True))
    if errors:
        for stem, one in found.items():
            sys.stdout.write("".join(f"{stem}: {line}\n" for line in differences(one, corpus.text(stem))))
        sys.stdout.write("\n")
    scores = {stem: one.scores() for stem, one in found.items()}
    parts = {half: [s for s in stems if half_of(s) == half] for half in HALVES} if corpus.own else {}
    sections = {half: added(scores[s] for s in part) for half, part in parts.items() if part}
    if len(sections) != 1:
        sections["all"] = added(scores.values())
    sys.stdout.write("\n".join(table(title, section) for title, section in sections.items()))
    if file:
        told = {title: plain(section) for title, section in sections.items()}
        file.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
