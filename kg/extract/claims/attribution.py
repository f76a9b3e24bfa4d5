"""Who says so: the sources of a token, outermost first (after Saurí and Pustejovsky 2012).

A source is the subject of a word of speech above the token, or stands beside its clause ("according to X"), or speaks
the quotation that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.claims.coordination import VERBAL
from kg.extract.claims.embedding import (
    NOMINAL,
    OBJECTS,
    SUBJECTS,
    effect_on,
    governor,
    is_passive,
    is_verb,
    subject,
    with_conjuncts,
)
from kg.extract.records import Quotation
from kg.lexicon.stance import stance_lexicon
from kg.lexicon.syntax import syntax_words

ACCORDING: Final = "according"
QUOTED: Final = "quote"
SPEAKING: Final = NOMINAL | {"NUM"}  # "Two of the drivers said"


def speakers(cue: Token) -> list[Token]:
    """The heads of those who speak by `cue`, a verb or noun of speech, or "according"; outermost first."""
    if cue.lower_ == ACCORDING:
        heads = [o for p in cue.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj"]
    elif cue.pos_ in {"NOUN", "PROPN"} and not is_verb(cue):
        return _owners(cue)
    elif cue.dep_ == "amod" and _added(cue):
        heads = [cue.head]  # '", added Reuters' comes as an adjective on the name
    elif is_passive(cue) and cue.lemma_ == QUOTED:
        found = subject(cue)  # "was quoted by the Herald": the subject speaks
        heads = [*_agents(cue), *([found] if found is not None else [])]
    elif is_passive(cue):
        heads = _agents(cue)
    elif _headline_passive(cue):
        heads = []  # headline: "Hundreds feared dead"
    else:
        found = subject(cue) or _inverted(cue)
        heads = [*_quoting(cue), *([found] if found is not None and found.pos_ in SPEAKING else [])]
    heads += _relayed(cue)
    return [who for head in heads for one in with_conjuncts(head) for who in _voices(one)]


def _added(verb: Token) -> bool:
    """Whether a participle before a name is the verb whose subject the name is, after a quotation or clause."""
    name, before = verb.head, verb.left_edge.i - 1
    if name.i != verb.right_edge.i + 1:
        return False
    return name.dep_ == "ROOT" or (name.dep_ == "npadvmod" and before >= 0 and verb.doc[before].text in {",", '"', "”"})


def _headline_passive(verb: Token) -> bool:
    """Whether a verb of belief is a passive without its auxiliary: "Hundreds feared dead"."""
    believed = (verb.lemma_.lower(), "verb", "clause") in stance_lexicon().passives
    return believed and any(t.dep_ == "oprd" and t.pos_ == "ADJ" for t in verb.rights)


def _inverted(verb: Token) -> Token | None:
    """The speaker after the verb, where the parser takes it for an object: ", added the Herald"."""
    if not any(t.dep_ in {"ccomp", "punct"} for t in verb.lefts):
        return None
    after = [t for t in verb.rights if t.dep_ in {"dobj", "npadvmod", "oprd", "attr"} and t.pos_ in NOMINAL]
    return after[0] if after and after[0].left_edge.i == verb.i + 1 else None


def _agents(verb: Token) -> list[Token]:
    """The nouns of a passive's by-phrases."""
    return [o for a in verb.children if a.dep_ == "agent" for o in a.children if o.dep_ == "pobj"]


def _quoting(verb: Token) -> list[Token]:
    """Who quotes the speaker: "was quoted by the Herald as saying"."""
    up = governor(verb)
    if verb.dep_ != "pcomp" or up is None or not is_passive(up):
        return []
    return _agents(up)


def _relayed(cue: Token) -> list[Token]:
    """Whom the source has it from: "said, citing police", "according to the agency, quoting the ministry"."""
    words = stance_lexicon().words["relayed"]
    near = list(cue.children)
    if cue.lower_ == ACCORDING:
        near += [t for p in near for o in p.children for t in (o, *o.children)]
        near += [t for t in cue.head.children if t.i > cue.i]
    return [o for t in near if t.lower_ in words for o in t.children if o.dep_ in {"dobj", "pobj"}]


def conveyors(verb: Token) -> list[Token]:
    """Who brought to light the document that speaks by `verb`: "a report obtained by the Star says"."""
    found = subject(verb)
    return [] if found is None else _conveyors(found)


def _voices(head: Token) -> Iterator[Token]:
    """A speaker; for a document ("a ministry report obtained by the Star") who brought it to light and who wrote it."""
    if head.lemma_.lower() not in stance_lexicon().words["documents"] or head.pos_ != "NOUN":
        yield from with_conjuncts(whole) if (whole := _of_whom(head)) is not None else (head,)
        return
    yield from _conveyors(head)
    yield from _owners(head) or [head]


def _of_whom(head: Token) -> Token | None:
    """Those of whom a number speaks: "two of the drivers", "dozens of residents"."""
    if head.pos_ != "NUM" and head.tag_ != "CD" and head.lemma_.lower() not in syntax_words().partitives:
        return None
    inner = (o for p in head.rights if p.lower_ == "of" for o in p.children if o.dep_ == "pobj" and o.pos_ == "NOUN")
    return next(inner, None)


def _conveyors(document: Token) -> list[Token]:
    lexicon = stance_lexicon()
    if document.lemma_.lower() not in lexicon.words["documents"]:
        return []
    clauses = [c for c in document.children if c.dep_ in {"acl", "relcl"}]
    conveyed = [c for c in clauses if c.lemma_.lower() in lexicon.words["conveyed"]]
    agents = [a for c in conveyed for a in c.children if a.dep_ == "agent"]
    return [w for a in agents for o in a.children if o.dep_ == "pobj" for w in with_conjuncts(o)]


def _owners(noun: Token) -> list[Token]:
    """Who issued what `noun` names: "the minister's claim", "a claim by the minister", "a UN report"."""
    for dep in ("poss", "compound"):
        found = [t for t in noun.lefts if t.dep_ == dep and (dep == "poss" or t.pos_ == "PROPN")]
        if found:
            return with_conjuncts(found[-1])
    for prep in noun.rights:
        if prep.dep_ in {"prep", "agent"} and prep.lower_ in {"by", "from"}:
            return [w for o in prep.children if o.dep_ == "pobj" for w in with_conjuncts(o)]
    return []


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
        elif child.dep_ == "advcl" and child.lemma_.lower() in speaking and not _contentful(child):
            if any(t.lower_ == "as" and t.dep_ in {"mark", "advmod"} for t in child.lefts):
                yield child
        elif child.dep_ == "parataxis" and child.lemma_.lower() in speaking and not _contentful(child):
            yield child


def _closes(verb: Token) -> bool:
    """Whether a conjunct is a verb of speech that stands after the clause it reports, at the sentence's end."""
    if verb.lemma_.lower() not in stance_lexicon().speaking:
        return False
    said = next((t for t in verb.lefts if t.dep_ == "ccomp"), None)
    told = next((t for t in verb.lefts if t.dep_ == "nsubj"), None)
    return said is not None and (told is None or told.i > said.i) and verb.left_edge.i <= said.left_edge.i


def beside(verb: Token) -> Iterator[Token]:
    """The cues put into a clause that speak for those coordinated after it too: "Two died, she said, and nine ..."."""
    for cue in framed(verb):
        edge = cue.left_edge
        if cue.dep_ == "parataxis" and "," in (edge.text, edge.nbor(-1).text if edge.i else ""):
            yield cue


def _contentful(verb: Token) -> bool:
    return any(t.dep_ in {"ccomp", "xcomp", "dobj"} for t in verb.children)


def edge_cues(doc: Doc, root: Token) -> Iterator[Token]:
    """The "according to" phrases that open a sentence, which speak for all of it."""
    for i in range(root.left_edge.i, root.right_edge.i):
        token = doc[i]
        if token.lower_ == ACCORDING:
            yield token
            return
        if not token.is_punct and token.pos_ not in {"CCONJ", "ADV"}:
            return


def quotation_at(token: Token, quotes: Sequence[Quotation]) -> Quotation | None:
    """The quotation with a speaker that a token stands in."""
    return next((q for q in quotes if q.speaker is not None and q.span.start <= token.idx < q.span.end), None)


def merged(outer: Sequence[int], inner: Sequence[int]) -> tuple[int, ...]:
    """Sources in order, outermost first, each once."""
    return tuple(dict.fromkeys((*outer, *inner)))


def normative(root: Token) -> bool:
    """Whether a sentence says what will or ought to be: "Iran has a duty to stop the raids"."""
    if any(t.dep_ == "aux" and t.lower_ in stance_lexicon().modals for t in root.lefts):
        return True
    held = (stance_lexicon().effect(t.lemma_.lower(), "noun", "infinitive") for t in root.rights if t.dep_ == "dobj")
    return any(effect is not None and effect.name == "oblige" for effect in held)


def issuer(doc: Doc, root: Token, quotes: Sequence[Quotation]) -> tuple[int, ...]:
    """The last "we" before a sentence that is nobody's quotation: whoever issues the text speaks so."""
    for i in range(root.left_edge.i - 1, -1, -1):
        token = doc[i]
        if token.lower_ == "we" and not any(q.span.start <= token.idx < q.span.end for q in quotes):
            return (i,)
    return ()


def light_subject(noun: Token) -> list[int]:
    """The one who speaks by a noun under a verb: "the union issued a call for"."""
    up = governor(noun)
    if up is None or up.pos_ not in VERBAL or noun.dep_ not in {"dobj", "pobj"}:
        return []
    effect, _ = effect_on(up, noun)
    if effect is None or not effect.carries:
        return []
    return [s.i for s in speakers(up)]
