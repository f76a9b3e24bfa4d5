"""Who says so: the sources of a token, outermost first (after Saurí and Pustejovsky 2012).

A source is the subject of a word of speech above the token, or stands beside its clause ("according to X"), or speaks
the quotation that it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.claims.coordination import VERBAL
from kg.extract.claims.cues import ACCORDING
from kg.extract.claims.embedding import (
    NOMINAL,
    effect_on,
    governor,
    is_passive,
    is_verb,
    subject,
    with_conjuncts,
)
from kg.extract.claims.partitives import can_speak, of_whom
from kg.extract.records import Quotation
from kg.lexicon.stance import stance_lexicon

QUOTED: Final = "quote"
RELAYING: Final = frozenset({"cite", "quote"})
PLEADED: Final = frozenset({"find", "plead"})
MEMORY: Final = 120  # tokens before a verdict in which its court is told of
THIRD_PERSON: Final = frozenset({"he", "she", "they"})
HELD_ON: Final = frozenset({"accusation", "allegation", "charge", "suspicion"})


def speakers(cue: Token) -> list[Token]:
    """The heads of those who speak by `cue`, a verb or noun of speech, or "according"; outermost first."""
    if cue.pos_ == "ADJ" and cue.head.lemma_ in PLEADED:
        return speakers(cue.head)  # "found her guilty of", "pleaded guilty to"
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
        heads = _agents(cue) or _bench(cue)
    elif _headline_passive(cue):
        heads = []  # headline: "Hundreds feared dead"
    else:
        found = _quoted_one(cue) or _resumed(cue) or subject(cue) or _inverted(cue) or _stranded(cue)
        heads = [*quoting(cue), *([found] if found is not None and can_speak(found) else [])]
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


def _resumed(cue: Token) -> Token | None:
    """Who "they" are that speak within or after a clause: not its subject, but whoever spoke before.

    "Herders told of a raid. Soldiers, they said, burned the mill."
    """
    who = next((t for t in cue.lefts if t.dep_ == "nsubj"), None)
    if who is None or who.lower_ not in THIRD_PERSON:
        return None
    clause = cue.head if cue.dep_ == "parataxis" else next((t for t in cue.lefts if t.dep_ == "ccomp"), None)
    told = None if clause is None else next((t for t in clause.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if told is None or told.i > who.i or told.pos_ == "PRON" or not (first := told.sent.start):
        return None
    before = cue.doc[first - 1].sent.root
    if before.lemma_.lower() not in stance_lexicon().speaking or is_passive(before):
        return None
    found = subject(before)
    if found is None:
        return None
    many = found.tag_ in {"NNS", "NNPS", "CD"} or found.lower_ == "they" or bool(list(found.conjuncts))
    one = not many and found.tag_ in {"NN", "NNP", "PRP"}
    return None if (one if who.lower_ == "they" else many) else found


def _stranded(verb: Token) -> Token | None:
    """The speakers before a verb of speech that the parser joins to its clause: "shot ten men, monks and nuns say"."""
    last = verb.doc[verb.i - 1] if verb.i else verb
    if last.dep_ != "conj" or last.pos_ not in NOMINAL or not any(t.dep_ == "ccomp" for t in verb.lefts):
        return None
    first = last
    while first.dep_ == "conj" and first.head.i < first.i and first.left_edge.nbor(-1).text != ",":
        first = first.head
    return first if first.dep_ == "conj" and first.left_edge.nbor(-1).text == "," else None


def _inverted(verb: Token) -> Token | None:
    """The speaker after the verb, where the parser takes it for an object: ", added the Herald"."""
    if not any(t.dep_ in {"ccomp", "punct"} for t in verb.lefts):
        return None
    after = [t for t in verb.rights if t.dep_ in {"dobj", "npadvmod", "oprd", "attr"} and t.pos_ in NOMINAL]
    return after[0] if after and after[0].left_edge.i == verb.i + 1 else None


def _agents(verb: Token) -> list[Token]:
    """The nouns of a passive's by-phrases."""
    return [o for a in verb.children if a.dep_ == "agent" for o in a.children if o.dep_ == "pobj"]


def _bench(verb: Token) -> list[Token]:
    """The court told of last before a verdict in the passive: "The court sat in Bergen. He was convicted of ..."."""
    words = stance_lexicon().words
    if verb.lemma_.lower() not in words["verdicts"]:
        return []
    for i in range(verb.i - 1, max(verb.i - MEMORY, 0), -1):
        token = verb.doc[i]
        if token.lower_ in words["courts"] and token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
            return [token]
    return []


def quoting(verb: Token) -> list[Token]:
    """Who quotes the speaker: "was quoted by the Herald as saying", "was quoted as saying by the Herald"."""
    up = governor(verb)
    if verb.dep_ != "pcomp" or up is None or up.lemma_ not in RELAYING:
        return []
    if not is_passive(up):
        found = subject(up)
        return [] if found is None else [found]
    beside_ = [o for p in verb.children if p.lower_ == "by" for o in p.children if o.dep_ == "pobj"]
    return [*_agents(up), *beside_]


def _quoted_one(verb: Token) -> Token | None:
    """Whom somebody quotes: "the Herald quoted a nurse as saying"."""
    up = governor(verb)
    if verb.dep_ != "pcomp" or up is None or up.lemma_ not in RELAYING or is_passive(up):
        return None
    return next((t for t in up.rights if t.dep_ == "dobj"), None)


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
    return [*quoting(verb), *([] if found is None else _conveyors(found))]


def _voices(head: Token) -> Iterator[Token]:
    """A speaker; for a document ("a ministry report obtained by the Star") who brought it to light and who wrote it."""
    if head.lemma_.lower() not in stance_lexicon().words["documents"] or head.pos_ != "NOUN":
        yield from with_conjuncts(whole) if (whole := of_whom(head)) is not None else (head,)
        return
    yield from _conveyors(head)
    yield from _owners(head) or [head]


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
    # "the promise given by Chile"
    issued = (c for c in noun.rights if c.dep_ == "acl" and c.lemma_.lower() in stance_lexicon().words["issued"])
    return [w for clause in issued for o in _agents(clause) for w in with_conjuncts(o)]


def quotation_at(token: Token, quotes: Sequence[Quotation]) -> Quotation | None:
    """The quotation with a speaker that a token stands in."""
    last = bisect_right(quotes, token.idx, key=lambda q: q.span.start) - 1  # they stand in text order
    if last < 0 or quotes[last].speaker is None or token.idx >= quotes[last].span.end:
        return None
    return quotes[last]


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
    if noun.dep_ == "pobj" and noun.head.lower_ == "on" and noun.lemma_.lower() in HELD_ON:
        return [s.i for s in speakers(up)]  # "police arrested him on suspicion of"
    effect, _ = effect_on(up, noun)
    if effect is None or not effect.carries:
        return []
    return [s.i for s in speakers(up)]
