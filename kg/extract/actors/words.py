"""A parsed article as plain lists, one value a token: what the search for names and antecedents reads.

Reading a spaCy token's attribute costs as much as a hundred list look-ups, so each is read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.model import Article, BlockKind, Span

FILLER = "filler"
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
TITLE_CASE_SHARE = 0.6  # of a headline's longer words: "Floods Cut Off Three Towns In North"


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one article; `sentence` is -1 outside all sentences, `block` counts the article's blocks."""

    source: str
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    label: list[str]  # the recogniser's label, "" outside of names
    sentence: list[int]
    block: list[int]
    children: list[list[int]]
    bounds: list[tuple[int, int]]  # token range of each sentence
    titled: list[bool]  # whether a sentence is set in title case, so that its capitals say nothing
    entities: list[tuple[int, int, str]]  # the recogniser's spans
    summary: list[bool]  # whether a sentence stands in the headline or a bullet above the body

    def span(self, start: int, end: int) -> Span:
        """The characters of tokens [start, end)."""
        return Span(self.start[start], self.end[end - 1])

    def phrase(self, start: int, end: int) -> str:
        """The words of tokens [start, end), as written but for line breaks."""
        return " ".join(self.source[self.start[start] : self.end[end - 1]].split())

    def glued(self, i: int) -> bool:
        """Whether token i follows the one before it without a blank."""
        return i > 0 and self.end[i - 1] == self.start[i]

    def sentence_span(self, i: int) -> Span:
        """The characters of the sentence that token i stands in."""
        first, end = self.bounds[self.sentence[i]]
        return self.span(first, end)

    def subtree(self, i: int) -> Iterator[int]:
        """Token i and all that depend on it, unordered."""
        todo = [i]
        while todo:
            at = todo.pop()
            yield at
            todo.extend(self.children[at])

    def conjuncts(self, i: int) -> list[int]:
        """Token i and the tokens coordinated after it."""
        found = [i]
        for at in found:
            found.extend(c for c in self.children[at] if self.dep[c] == "conj")
        return found

    def chain_head(self, i: int) -> int:
        """The first conjunct of the coordination that token i belongs to."""
        while self.dep[i] == "conj" and self.head[i] != i:
            i = self.head[i]
        return i


def words(article: Article, doc: Doc) -> Words:
    """The lists for an annotated article."""
    tokens = list(doc)
    text = [t.text for t in tokens]
    head = [t.head.i for t in tokens]
    dep = [t.dep_ for t in tokens]
    start = [t.idx for t in tokens]
    children: list[list[int]] = [[] for _ in tokens]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    sentence = [-1] * len(tokens)
    bounds: list[tuple[int, int]] = []
    for sent in doc.sents:
        if dep[sent.root.i] == FILLER:
            continue
        for i in range(sent.start, sent.end):
            sentence[i] = len(bounds)
        bounds.append((sent.start, sent.end))
    block = _blocks(article, start)
    above = {i for i, b in enumerate(article.blocks) if b.kind in (BlockKind.HEADLINE, BlockKind.SUMMARY)}
    entities = [(e.start, e.end, e.label_) for e in doc.ents]
    label = [""] * len(tokens)
    for first, last, name in entities:
        label[first:last] = [name] * (last - first)
    return Words(
        source=article.text, text=text, lower=[t.lower() for t in text], lemma=[t.lemma_.lower() for t in tokens],
        pos=[t.pos_ for t in tokens], tag=[t.tag_ for t in tokens], dep=dep, head=head, start=start,
        end=[s + len(t) for s, t in zip(start, text, strict=True)], label=label, sentence=sentence, block=block,
        children=children, bounds=bounds, titled=[_title_case(text[a:b]) for a, b in bounds], entities=entities,
        summary=[block[a] in above for a, _ in bounds],
    )  # fmt: skip


def _blocks(article: Article, starts: list[int]) -> list[int]:
    found, at = [], 0
    last = len(article.blocks) - 1
    for start in starts:
        while at < last and start >= article.blocks[at].span.end:
            at += 1
        found.append(at)
    return found


def _title_case(sentence: list[str]) -> bool:
    longer = [w for w in sentence if len(w) > 3 and w[0].isalpha()]
    return (
        len(longer) > 3
        and sum(w[0].isupper() for w in longer) >= TITLE_CASE_SHARE * len(longer)
        and (sentence[-1] not in {".", "!", "?"})
    )
