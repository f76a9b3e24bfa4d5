"""Quotations: the words between quotation marks, with their speaker and the verb that introduces them.

Marks are read paragraph by paragraph: straight, curly and angle marks, single ones where the paragraph uses no double
ones outside them. A few words in marks are a quotation only when a verb of speech introduces them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.claims.attribution import RELAYING, speakers
from kg.extract.claims.coordination import VERBAL
from kg.extract.claims.cues import ACCORDING, is_cue, speaks, told_of
from kg.extract.claims.embedding import NOMINAL
from kg.extract.claims.quotemarks import DOUBLE, SINGLE, quoted_ranges
from kg.extract.records import Quotation
from kg.model import Article, BlockKind, Span

WORD: Final = re.compile(r"\w+(?:['’\-]\w+)*")
WHOLE: Final = 4  # words from which a quotation needs no cue
PARTIAL: Final = 2  # words from which a quotation with a cue is one
REACH: Final = 30  # tokens on either side in which a cue is looked for
SENTENCE_END: Final = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quoted stretch before its speaker is known; `first` and `last` bound its tokens, marks included."""

    span: Span
    block: int
    first: int
    last: int
    closed: bool
    words: int


def quotations(article: Article, doc: Doc) -> tuple[Quotation, ...]:
    """The quotations of the article's paragraphs and items, in text order."""
    starts = [t.idx for t in doc]
    found = list(_quoted(article, starts))
    result: list[Quotation] = []
    previous: tuple[_Quoted, Quotation] | None = None
    for number, quoted in enumerate(found):
        before = found[number - 1].last if number else -1
        after = found[number + 1].first if number + 1 < len(found) else len(doc)
        cue = _in_whose_words(doc, _cue(doc, article, quoted, before, after))
        heads = _speaker(doc, cue, quoted) if cue is not None else None
        if cue is None and previous is not None and _continues(article, previous[0], quoted):
            cue, heads = previous[1].cue, previous[1].speaker
        if cue is None and quoted.words >= WHOLE and _stands_alone(article, quoted):
            cue = _introduced(doc, article, quoted)
            heads = None if cue is None else _speaker(doc, cue, quoted)
        if not _counts(article, quoted, cue, heads):
            continue
        quotation = Quotation(quoted.span, heads, cue)
        previous = (quoted, quotation)
        result.append(quotation)
    return tuple(_backwards(found, result))


def _counts(article: Article, quoted: _Quoted, cue: int | None, speaker: int | None) -> bool:
    """Whether words in marks are a quotation: with a cue a few suffice, without one it takes a sentence."""
    spoken = article.quote(quoted.span).rstrip()[-1:] in ",.!?"
    if speaker is None:
        return quoted.words >= WHOLE and _sentential(article, quoted)
    return quoted.words >= PARTIAL or (cue is not None and spoken)  # '"No," she said.'


def _stands_alone(article: Article, quoted: _Quoted) -> bool:
    """Whether a quotation fills its paragraph."""
    block = article.blocks[quoted.block].span
    return quoted.span.start - block.start <= 1 and block.end - quoted.span.end <= PARTIAL


def _introduced(doc: Doc, article: Article, quoted: _Quoted) -> int | None:
    """The verb of speech that heads the last sentence of the paragraph before."""
    if not quoted.block:
        return None
    block = article.blocks[quoted.block - 1].span
    for i in range(quoted.first, -1, -1):
        token = doc[i]
        if token.idx < block.start:
            return None
        if token.dep_ == "ROOT" and token.idx < block.end:
            return token.i if is_cue(token) else None
    return None


def _backwards(found: Sequence[_Quoted], result: Sequence[Quotation]) -> Iterator[Quotation]:
    """A paragraph left open gets its speaker from the next, where that is told at the end: "... / ... ," X said."""
    by_span = {q.span: q for q in result}
    for here, following in pairwise(found):
        one, other = by_span.get(here.span), by_span.get(following.span)
        if one and other and one.speaker is None and not here.closed and following.block == here.block + 1:
            by_span[here.span] = Quotation(one.span, other.speaker, other.cue)
    return (by_span[q.span] for q in result)


def _quoted(article: Article, starts: Sequence[int]) -> Iterator[_Quoted]:
    """Every stretch between marks."""
    for number, block in enumerate(article.blocks):
        if block.kind in {BlockKind.HEADLINE, BlockKind.HEADING}:
            continue
        text = article.quote(block.span)
        if not (DOUBLE | SINGLE).intersection(text):
            continue
        for start, end, closed in quoted_ranges(text):
            words = len(WORD.findall(text, start, end))
            span = Span(block.span.start + start, block.span.start + end)
            if words:
                first = max(0, bisect_left(starts, span.start) - 1)
                yield _Quoted(span, number, first, bisect_left(starts, span.end), closed, words)


def _cue(doc: Doc, article: Article, quoted: _Quoted, before: int, after: int) -> int | None:
    """The word that introduces a quotation, beside it in its own sentence."""
    block = article.blocks[quoted.block].span
    left = _window(doc, range(quoted.first - 1, max(before, quoted.first - REACH, -1), -1), block)
    right = _window(doc, range(quoted.last + 1, min(after, quoted.last + REACH, len(doc))), block)
    inner = article.quote(quoted.span).rstrip()
    if left and not _ended(left[0]):
        found = _leading(left)
        if found is not None:
            return found
    # '... ," she said': the clause goes on after the mark; after a full stop a new sentence begins
    follows = after < len(doc) and right and right[-1].i == after - 1 and is_cue(right[-1])
    if right and inner and not follows and not (inner[-1] == "." and right[0].is_title and not _cue_first(right)):
        return _trailing(right, inner)
    return None


def _in_whose_words(doc: Doc, cue: int | None) -> int | None:
    """The verb of the speaker below that of who quotes: '"...", she was quoted as saying' is said, not quoted."""
    if cue is None or doc[cue].lemma_ not in RELAYING:
        return cue
    said = (v for p in doc[cue].rights if p.lower_ == "as" for v in p.children if v.dep_ == "pcomp" and is_cue(v))
    return next((int(v.i) for v in said), cue)


def _ended(token: Token) -> bool:
    return token.text in SENTENCE_END


def _window(doc: Doc, indices: range, block: Span) -> list[Token]:
    """The tokens on one side up to the sentence's end, nearest first."""
    found: list[Token] = []
    for i in indices:
        token = doc[i]
        if not block.start <= token.idx < block.end:
            break
        if _ended(token) and (found or indices.step > 0):
            break
        found.append(token)
    return found


def _cue_first(right: Sequence[Token]) -> bool:
    """Whether a sentence of speech alone follows: '"..." Officer Bell said.'"""
    found = _trailing(right)
    if found is None:
        return False
    position = next(k for k, t in enumerate(right) if t.i == found)
    return len(right) - position <= PARTIAL + 1 or not any(t.pos_ in VERBAL for t in right[position + 1 :])


def _leading(left: Sequence[Token]) -> int | None:
    """The cue before a quotation: the nearest verb of speech whose content begins here."""
    for token in left:
        if is_cue(token) and not told_of(token):
            return token.i
        if token.text in {";", "—"} or (
            token.dep_ == "ROOT" and token.pos_ in VERBAL and left[0].text not in {":", ","}
        ):
            return None
    return None


def _trailing(right: Sequence[Token], quoted: str = "") -> int | None:
    """The cue after a quotation: the first finite verb, if it is one of speech.

    After a comma within the marks any verb without an object is ('"You broke my gate," he fumed.').
    """
    for token in right:
        if is_cue(token) or (quoted[-1:] in {",", "!", "?"} and speaks(token, right)):
            return token.i
        if token.text in {";", "—", ":"} or token.lower_ in {"but", "which", "that"}:
            return None
        if token.pos_ == "VERB" and token.dep_ not in {"acl", "relcl", "amod", "advcl"}:
            return None
    return None


def _speaker(doc: Doc, cue: int, quoted: _Quoted) -> int | None:
    """The head of the speaker's phrase: by the tree, else the noun that stands right beside the cue."""
    token = doc[cue]
    outside = [s for s in speakers(token) if not quoted.first < s.i < quoted.last]
    if outside:
        return outside[-1].i if token.lower_ != ACCORDING else outside[0].i
    # '"...", said Ida Moe, the mayor': the parser may take the name for an object
    for near in (token.rights, reversed(list(token.lefts))):
        for child in near:
            named = child.pos_ in NOMINAL and child.dep_ in {"nsubj", "dobj", "attr", "npadvmod", "oprd", "appos"}
            if named and not quoted.first < child.i < quoted.last:
                return child.i
    return None


def _continues(article: Article, previous: _Quoted, quoted: _Quoted) -> bool:
    """Whether a quotation without a cue goes on from the one before it."""
    if quoted.words < PARTIAL:
        return False
    inner = article.quote(previous.span)[-2:]
    between = article.text[previous.span.end : quoted.span.start]
    broken = quoted.block == previous.block and not SENTENCE_END.intersection(between + inner)
    if broken and quoted.words >= WHOLE:
        return True  # broken off and gone on with in one sentence
    if not _sentential(article, quoted):
        return False
    if quoted.block == previous.block:
        return True
    return quoted.block == previous.block + 1 and (not previous.closed or _stands_alone(article, quoted))


def _sentential(article: Article, quoted: _Quoted) -> bool:
    """Whether the quoted words are a sentence or begin one, not a title or a term."""
    words = article.quote(quoted.span)
    return words[:1].isupper() and (words.rstrip()[-1:] in ".!?,…" or not quoted.closed or quoted.words > 2 * WHOLE)
