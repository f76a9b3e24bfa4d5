"""Figures told against another figure: multiples ("tripled", "twice the number") and differences ("up 12 percent")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Slice

from kg.extract.figures.numerals import bound_before
from kg.extract.records import Quantity, TimeExpression
from kg.lexicon.numbers import NumberLexicon
from kg.model import Article, Bound, Comparison, Figure, Span

RATIO_AFTER: Final = frozenset(
    {"the", "as", "more", "higher", "larger", "its", "their", "that", "what", "last", "fewer"}
)
NEAR: Final = 3


def multiple(article: Article, token: Token, lexicon: NumberLexicon) -> Quantity | None:
    """A verb or adverb of multiplication as a figure in "times": "doubled" is 2, "halved" 0.5, "twice" 2."""
    value = lexicon.multiples.get(token.lower_)
    comparison: Comparison | None = None
    if value is not None:
        acts = token.pos_ in {"VERB", "AUX"} or token.tag_ == "VBG" or token.lower_.endswith("ling")
        if not acts or token.dep_ in {"amod", "compound"}:
            return None  # "double standards"
        comparison = Comparison("ratio", "more" if value > 1 else "less", _baseline(token, lexicon))
    else:
        value = lexicon.adverbs.get(token.lower_)
        if value is None or token.pos_ not in {"ADV", "NOUN", "ADJ", "DET"}:
            return None
        after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        if token.lower_ == "once":
            return None  # "once the rain ends"
        if after in RATIO_AFTER:
            comparison = Comparison("ratio", "more", _following(token.doc[token.i : token.i + 1]))
        elif token.lower_ not in {"twice", "thrice"}:
            comparison = Comparison("ratio", "more", _baseline(token.head, lexicon))
    start, bound = bound_before([t.lower_ for t in token.sent], token.i - token.sent.start, lexicon)
    first = token.sent[start]
    if first.head.i < first.i:  # "was turned around twice": a particle of the verb, no bound
        first, bound = token, Bound.EXACT
    span = Span(first.idx, token.idx + len(token))
    assert article.text[span.start : span.end].endswith(token.text)
    lower = value if bound in {Bound.EXACT, Bound.AT_LEAST} else None
    upper = value if bound in {Bound.EXACT, Bound.AT_MOST} else None
    figure = Figure(value, bound, lower, upper, "times", "", span, comparison=comparison)
    return Quantity(figure, token.i, token.i)


def compared(top: Token, counted: Token, phrase: Slice, unit: str, lexicon: NumberLexicon) -> Comparison | None:
    """What the figure is told against, None when it stands alone."""
    if unit == "times":
        after = [t.lower_ for t in top.doc[counted.i + 1 : counted.i + 2]]
        return (
            Comparison("ratio", "more", _following(top.doc[phrase.start : counted.i + 1]))
            if (after and after[0] in RATIO_AFTER)
            else None
        )
    found = _change(top, counted, lexicon)
    if found is None:
        return None
    word, direction = found
    return Comparison("difference", direction, _baseline(word, lexicon))


def _change(top: Token, counted: Token, lexicon: NumberLexicon) -> tuple[Token, str] | None:
    """The word of change that the figure measures, with its direction."""
    for noun in (counted, counted.head):
        direction = lexicon.direction(noun.lemma_.lower())
        if direction and noun.pos_ == "NOUN" and (noun != counted.head or counted.dep_ in {"compound", "nmod"}):
            return noun, direction
    node = top if counted == top or counted.i < top.i else counted
    preposition = node.head
    if node.i and node.doc[node.i - 1].lower_ == "to":
        return None  # "rose by 12 to 45": the level
    if node.head.tag_ in {"JJR", "RBR"} and node.i < node.head.i and unitless(node):
        direction = lexicon.direction(node.head.lower_, "adverbs_")
        return (node.head, direction) if direction else None
    if node.dep_ == "pobj" and preposition.lower_ in {"of", "by"}:
        word = preposition.head
        kind = "verbs_" if word.pos_ == "VERB" else ""
        wanted = "by" if kind else "of"
        direction = lexicon.direction(word.lemma_.lower(), kind)
        return (word, direction) if direction and preposition.lower_ == wanted else None
    if node.dep_ in {"npadvmod", "dobj"} and unitless(node):
        word = node.head
        for kind in ("verbs_", "adverbs_"):
            if direction := lexicon.direction(word.lemma_.lower(), kind) or lexicon.direction(word.lower_, kind):
                return word, direction
    return None


def dated(doc: Doc, quantity: Quantity, times: Sequence[TimeExpression]) -> Quantity:
    """The quantity with the interval of its baseline, where the words compared with are or hold one time."""
    comparison = quantity.figure.comparison
    if comparison is None or not comparison.baseline:
        return quantity
    sentence = doc[quantity.number].sent
    text, start = sentence.text, sentence.start_char
    inside = [
        e.time
        for e in times
        if sentence.start <= e.head < sentence.end
        and text[e.time.span.start - start : e.time.span.end - start] in comparison.baseline
    ]
    if len(inside) != 1:
        return quantity
    compared = replace(comparison, baseline_time=inside[0])
    return replace(quantity, figure=replace(quantity.figure, comparison=compared))


def unitless(node: Token) -> bool:
    """Whether the number can be an extent rather than a thing: "rose 12 percent", not "raised 300 pigs"."""
    return node.like_num or node.lower_ in {"%", "percent", "cent", "points", "dollars", "euros"}


def _baseline(word: Token, lexicon: NumberLexicon) -> str:
    """The words after "from", "than", "compared with" that depend on `word`; "" when nothing is said."""
    for child in word.rights:
        if child.lower_ in lexicon.change["baseline"] and child.dep_ in {"prep", "prepc", "mark", "pcomp"}:
            inner = [t for t in child.subtree if t.i > child.i and t.lower_ not in {"with", "to"}]
            if inner:
                return str(word.doc[inner[0].i : inner[-1].i + 1].text)
    return ""


def _following(phrase: Slice) -> str:
    """The noun phrase after a multiple: "three times [the 2019 figures]"."""
    doc, at = phrase.doc, phrase.end
    if at < len(doc) and doc[at].lower_ in {"as", "more", "higher", "larger", "fewer"}:
        at = next((t.i + 1 for t in doc[at + 1 : at + 4] if t.lower_ in {"as", "than"}), at)
    node = doc[at] if at < len(doc) else doc[-1]
    while (
        node.head.i > node.i and node.head.sent.start == node.sent.start and node.head.pos_ in {"NOUN", "PROPN", "ADJ"}
    ):
        node = node.head
    last = max(t.i for t in node.subtree)
    return str(doc[at : last + 1].text) if last >= at else ""
