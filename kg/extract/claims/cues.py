"""Cues beside a clause that speak for it: "according to X", "as X announced", ", X said,"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.claims.coordination import VERBAL
from kg.extract.claims.embedding import OBJECTS, SUBJECTS
from kg.lexicon.stance import stance_lexicon

ACCORDING: Final = "according"
NEAR: Final = 4  # tokens from a closing mark to a verb that need not be one of speech
MANNER: Final = frozenset({"advmod", "npadvmod", "ccomp", "nsubj", "prep", "prt"})


def framed(token: Token) -> Iterator[Token]:
    """The cues beside the clause of `token` that speak for it: "according to X", "as X announced", ", X said,"."""
    speaking = stance_lexicon().speaking
    for child in token.children:
        if child.lower_ == ACCORDING:
            yield child
        elif child.dep_ == "conj" and _closes(child):
            yield child  # "Gangs clashed and six people died, the office reported"
        elif child.dep_ == "conj" and not any(t.dep_ in SUBJECTS for t in child.lefts):
            yield from (t for t in child.rights if t.lower_ == ACCORDING)  # it closes the whole chain
        elif child.dep_ in OBJECTS or child.dep_ == "npadvmod":
            yield from (t for t in child.rights if t.lower_ == ACCORDING)  # attached to the last noun
        elif child.dep_ == "advcl" and _reports(child) and not _contentful(child):
            if any(t.lower_ == "as" and t.dep_ in {"mark", "advmod"} for t in child.lefts):
                yield child
        elif child.dep_ == "parataxis" and child.lemma_.lower() in speaking and not _contentful(child):
            yield child


def _reports(verb: Token) -> bool:
    """Whether a verb can tell of its clause from beside it: "as the office reported", not "as owners hold back"."""
    effect = stance_lexicon().effect(verb.lemma_.lower(), "verb", "clause")
    told = effect is not None and effect.name in {"report", "announce"}
    return told and not any(t.dep_ == "prt" for t in verb.rights)


def _closes(verb: Token) -> bool:
    """Whether a conjunct is a verb of speech that stands after the clause it reports, at the sentence's end."""
    if verb.lemma_.lower() not in stance_lexicon().speaking:
        return False
    said = next((t for t in verb.lefts if t.dep_ == "ccomp"), None)
    told = next((t for t in verb.lefts if t.dep_ == "nsubj"), None)
    return said is not None and (told is None or told.i > said.i) and verb.left_edge.i <= said.left_edge.i


def beside(verb: Token) -> Iterator[Token]:
    """The cues of a clause that speak for those coordinated with it too: "Two died, she said, and nine ..."."""
    for cue in framed(verb):
        if cue.lower_ == ACCORDING and cue.i > verb.i:
            yield cue
            continue
        edge = cue.left_edge
        if cue.dep_ == "parataxis" and "," in (edge.text, edge.nbor(-1).text if edge.i else ""):
            yield cue


def _contentful(verb: Token) -> bool:
    return any(t.dep_ in {"ccomp", "xcomp", "dobj"} for t in verb.children)


def _gives(verb: Token) -> bool:
    """Whether a clause before a colon gives an account."""
    lexicon = stance_lexicon()
    return any(
        t.dep_ == "dobj" and t.lemma_.lower() in lexicon.spoken and lexicon.effect(t.lemma_.lower(), "noun", "clause")
        for t in verb.rights
    )


def edge_cues(doc: Doc, root: Token) -> Iterator[Token]:
    """What opens a sentence and speaks for all of it: "According to ...", "The navy gave another version: ..."."""
    for child in root.lefts:
        after = child.right_edge.i + 1
        if child.dep_ == "ccomp" and after < root.i and doc[after].text == ":" and _gives(child):
            yield child
    for i in range(root.left_edge.i, root.right_edge.i):
        token = doc[i]
        if token.lower_ == ACCORDING:
            yield token
            return
        if not token.is_punct and token.pos_ not in {"CCONJ", "ADV"}:
            return


def is_cue(token: Token) -> bool:
    """Whether a word can introduce a quotation."""
    lexicon = stance_lexicon()
    lemma = token.lemma_.lower()
    if token.lower_ == ACCORDING:
        return True
    return token.pos_ in VERBAL and (lemma in lexicon.speaking or lemma in lexicon.words["cues"])


def told_of(cue: Token) -> bool:
    """Whether a word of speech is itself what somebody tells of: "warned that Oslo would respond with ..."."""
    return cue.dep_ == "ccomp" and cue.head.i < cue.i and any(t.tag_ == "MD" for t in cue.lefts) and is_cue(cue.head)


def speaks(verb: Token, right: Sequence[Token]) -> bool:
    """Whether a verb tells how the words before it were said: finite, with no more than a speaker and a manner."""
    if verb.pos_ != "VERB" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i - right[0].i > NEAR:
        return False
    others = [t for t in verb.rights if not t.is_punct]
    return all(t.dep_ in MANNER or (t.dep_ == "nsubj" and t.i == verb.right_edge.i) for t in others)
