"""Counts beside others: rival counts of one thing, and vague ones where a precise one is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Doc

from kg.extract.records import Quantity
from kg.lexicon.numbers import number_lexicon


def rival(doc: Doc, quantity: Quantity, last: Sequence[int]) -> bool:
    """ "50,000 marched, the unions said; police put it at 12,000": another count of what was counted last."""
    link = doc[quantity.number].head
    verb = link.head
    lemma, lists = verb.lemma_.lower(), number_lexicon().attach
    objects = (t for t in verb.rights if t.dep_ == "dobj")
    counts = (link.lower_ == "of" and lemma in lists["speaking"]) or (
        link.lower_ == "at"
        and lemma in lists["reaching"]
        and any(t.pos_ == "PRON" or t.lemma_.lower() in lists["counted"] for t in objects)
    )
    return counts and doc[last[-1]].i < verb.i and doc[last[-1]].sent.end >= verb.sent.start


def without_vague(doc: Doc, found: dict[int, list[Quantity]]) -> dict[int, list[Quantity]]:
    """Leaves out "dozens" where the same happening has a precise figure of the same unit, here or elsewhere."""
    vague = number_lexicon().vague
    exact = {
        (doc[i].lemma_.lower(), q.figure.unit) for i, qs in found.items() for q in qs if not _is_vague(doc, q, vague)
    }
    kept = {
        i: [q for q in qs if not _is_vague(doc, q, vague) or (doc[i].lemma_.lower(), q.figure.unit) not in exact]
        for i, qs in found.items()
    }
    return {i: qs for i, qs in kept.items() if qs}


def _is_vague(doc: Doc, quantity: Quantity, vague: Collection[str]) -> bool:
    start = quantity.figure.span.start
    words = [t.lower_ for t in doc[max(0, quantity.number - 2) : quantity.number + 1] if t.idx >= start]
    return any(w in vague or w in {"several", "few"} for w in words)
