"""Gives each event trigger the time that modifies it.

First every expression goes to the word it modifies; then a trigger without a time of its own draws on a neighbour, but
only along ties that keep the time: the light verb that governs it, the clause it is a participle of, the clash that
somebody died in. Times of telling stay with the verb of telling, and times compared with date nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract import tense
from kg.extract.records import TimeExpression
from kg.extract.time_governor import governor
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis, Time

SUBJECTS: Final = ("nsubj", "nsubjpass")
OBJECTS: Final = ("dobj", "obj", "nsubjpass", "attr", "oprd")
NOMINAL: Final = ("NOUN", "PROPN")
OPENERS: Final = frozenset(
    {
        "when", "while", "as", "where", "which", "after", "before", "since", "until", "if", "unless", "because",
        "although", "though", "whenever", "once",
    }
)  # fmt: skip
WHILE: Final = frozenset({"when", "as", "while"})


def attach_times(doc: Doc, expressions: Sequence[TimeExpression], triggers: Collection[int]) -> dict[int, Time]:
    """The time of each trigger (a token index) that has one; of two that agree the narrower."""
    if not expressions:
        return {}
    graph = _Attachment(doc, frozenset(triggers))
    for expression in expressions:
        graph.place(expression)
    found = ((i, graph.time_of(i)) for i in sorted(triggers))
    return {i: expression.time for i, expression in found if expression is not None}


class _Attachment:
    """Times by the words they modify, and the ties along which a trigger may draw on them."""

    def __init__(self, doc: Doc, triggers: frozenset[int]) -> None:
        self.doc = doc
        self.triggers = triggers
        self.words = time_lexicon().words
        self.own: dict[int, list[TimeExpression]] = {}
        self.inside: set[int] = set()  # nouns with a time before them: "Saturday's raid"

    def place(self, expression: TimeExpression) -> None:
        """Files an expression under the word it modifies."""
        found = governor(self.doc, expression)
        if found is None:
            return
        target, premodifier = found
        if not premodifier:
            target = self._lifted(target, expression)
        elif target.lemma_.lower() in self.words["figure"]:
            return
        else:
            self.inside.add(target.i)
        if self._refused(target, expression):
            return
        self.own.setdefault(target.i, []).append(expression)

    def _lifted(self, target: Token, expression: TimeExpression) -> Token:
        """From a noun that is no event to the verb above it: "attacked a bus on Monday"."""
        of = self.doc[expression.head].head
        if of.lower_ == "of" and of.dep_ == "prep":
            return target  # "the figures of 2019" are no date of the verb
        if target.dep_ in ("dobj", "obj") and target.head.lemma_.lower() in self.words["reporting"]:
            target = target.head  # "announced a withdrawal on Monday" tells when it was announced
        while target.i not in self.triggers and target.pos_ not in tense.VERBAL and target.head != target:
            if target.dep_ not in (*OBJECTS, "pobj", "prep", "conj", "npadvmod", "advmod", "appos", "dative", "advcl"):
                break
            if target.dep_ in ("prep", "advmod") and target.lower_ in self.words["apart"] - {"with", "to"}:
                break  # "rose in 2023, up from 40 tonnes in 2022"
            target = target.head
        if target.dep_ in tense.AUXILIARY:
            target = target.head
        return self._told(target, expression.head)

    def _told(self, target: Token, at: int) -> Token:
        """ "On Friday gunmen raided a farm, police said": a time before the telling verb and its content dates that."""
        if target.lemma_.lower() not in self.words["reporting"]:
            return target
        contents = [c for c in target.children if c.dep_ == "ccomp" and c.i < target.i]
        return contents[-1] if contents and at < target.i else target

    def _refused(self, target: Token, expression: TimeExpression) -> bool:
        """Open stretches date only what reaches up to now; the present only what holds or has been done."""
        first = self.doc[expression.tokens[0]].lower_
        if first == "since":
            verb = tense.clause_verb(target)
            return verb is None or not tense.perfect(verb)
        return expression.time.basis is DateBasis.CURRENT and target.pos_ in NOMINAL

    def time_of(self, index: int, seen: frozenset[int] = frozenset()) -> TimeExpression | None:
        """The token's own time, or the first that its ties lend it."""
        if index in self.own:
            return _best(self.own[index])
        token = self.doc[index]
        ties = self._verb_ties(token) if token.pos_ in tense.VERBAL else self._noun_ties(token)
        for tie in ties:
            if tie.i not in seen and (found := self.time_of(tie.i, seen | {index})) is not None:
                return found
        return None

    def _verb_ties(self, verb: Token) -> Iterator[Token]:
        yield from self._dated_parts(verb)
        lemma = verb.lemma_.lower()
        for child in verb.children:
            if child.dep_ in SUBJECTS and lemma in self.words["happening"] and child.i in self.own:
                yield child  # "A storm yesterday killed six people"
            if child.dep_ in OBJECTS and lemma in self.words["light"] and child.i in self.own:
                yield child  # "launched an attack on Friday"
            if child.dep_ == "advcl" and child.i in self.own and _opener(child) == "when":
                yield child  # "were hurt when a bomb went off on Friday"
            if child.dep_ == "conj" and child.i in self.own and self._shares(verb, child):
                yield child  # "killed ten and wounded five on Friday"
        yield from self._ties_above(verb)

    def _dated_parts(self, token: Token) -> Iterator[Token]:
        """Nouns with a time that the token happened in: "died in a clash on Friday", "in the 2021 coup"."""
        for prep in token.children:
            if prep.dep_ in ("prep", "agent") and prep.lower_ in self.words["within"]:
                yield from (noun for noun in prep.children if noun.dep_ == "pobj" and noun.i in self.own)

    def _shares(self, first: Token, last: Token) -> bool:
        """Whether a conjunct's closing time holds for the verb before it."""
        return not any(c.dep_ in SUBJECTS for c in last.children) and tense.direction(first) == tense.direction(last)

    def _ties_above(self, verb: Token) -> Iterator[Token]:
        above, opener = verb.head, _opener(verb)
        if above == verb:
            return
        if verb.dep_ in ("xcomp", "ccomp") and above.lemma_.lower() in self.words["aspectual"]:
            yield above  # "tried on Friday to seize the port"
        elif (
            verb.dep_ == "advcl"
            and above.pos_ in tense.VERBAL
            and ((verb.tag_ == "VBG" and not opener) or opener in WHILE)
        ):
            yield above  # "hit the market, killing nine"
            yield from self._told_last(above, verb)
        elif verb.dep_ == "pcomp" and above.lower_ == "by":
            yield above.head  # "retaliated on Friday by shelling the port"
        elif verb.dep_ == "conj" and above.pos_ in tense.VERBAL:
            if self._opens(above) and tense.direction(above) == tense.direction(verb):
                yield above  # "On Friday rebels burned the hall and seized the port"
            elif verb.tag_ == above.tag_ == "VBG":
                yield above
        elif verb.dep_ == "relcl" and opener in ("when", "where", "which") and above.i in self.own:
            yield above  # "the 2019 fire, in which six died"

    def _told_last(self, above: Token, participle: Token) -> Iterator[Token]:
        """ "The town suffered, with 40 homes lost in 2019, marking a rise": the dated verb between, if it is one."""
        between = [i for i in range(above.i + 1, participle.i) if i in self.own and self.doc[i].pos_ == "VERB"]
        if participle.tag_ == "VBG" and len(between) == 1:
            yield self.doc[between[0]]

    def _opens(self, verb: Token) -> bool:
        """Whether the verb's time stands before it, so that it holds for what follows."""
        if verb.i in self.own:
            return all(e.head < verb.i for e in self.own[verb.i])
        return verb.tag_ == "VBG" or verb.dep_ in ("xcomp", "conj")

    def _noun_ties(self, noun: Token) -> Iterator[Token]:
        yield from self._dated_parts(noun)
        yield from (c for c in noun.children if c.dep_ in ("acl", "relcl") and c.i in self.own and self._of_one(c))
        above = noun.head
        if above == noun:
            return
        if noun.dep_ in ("compound", "amod", "nmod") and above.i in self.inside:
            yield above  # "Friday's bomb attack"
        if noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in self.words["phase"]:
            yield above.head  # "the 2013 outbreak of war"
        if noun.dep_ == "conj":
            yield from self._conjunct_ties(above)
        yield from (c for c in noun.children if c.dep_ == "conj" and c.i in self.own and c.i not in self.inside)
        verb = above.head if above.dep_ == "prep" and noun.dep_ == "pobj" else above
        if verb.pos_ not in tense.VERBAL:
            return
        lemma = verb.lemma_.lower()
        light = lemma in self.words["light"]
        subject = noun.dep_ in SUBJECTS and (light or lemma in self.words["happening"])
        setting = noun.dep_ == "pobj" and above.lower_ in self._settings(lemma)
        if subject or setting or (noun.dep_ in OBJECTS and light):
            yield verb  # "held talks on Friday"; "were killed in an ambush", when the killing is dated

    def _settings(self, lemma: str) -> frozenset[str]:
        """Prepositions whose noun happened when the verb did: one tells at a summit, but not in an attack."""
        return frozenset({"at", "during"}) if lemma in self.words["reporting"] else self.words["within"]

    def _of_one(self, clause: Token) -> bool:
        """Whether a clause on an event noun tells of it: "the raid that killed six on Friday", "talks held in 2019"."""
        lemma = clause.lemma_.lower()
        if clause.dep_ == "acl":
            return clause.tag_ == "VBN" and lemma in self.words["light"]
        subjects = [c for c in clause.children if c.dep_ in SUBJECTS]
        if any(c.tag_ in ("WDT", "WP") for c in subjects):
            return lemma in self.words["happening"] or (
                lemma in self.words["light"] and subjects[0].dep_ == "nsubjpass"
            )
        return lemma in self.words["light"]

    def _conjunct_ties(self, first: Token) -> Iterator[Token]:
        if first.i in self.own and first.i in self.inside:
            yield first  # "Friday's raids and arrests"
        elif first.i not in self.own:
            yield first  # objects of one verb


def _opener(verb: Token) -> str:
    """The word that opens a subordinate clause: "when", "after", "which", or nothing."""
    for child in verb.subtree:
        if child.i >= verb.i:
            break
        if child.dep_ in ("mark", "advmod", "prep", "pobj") and child.lower_ in OPENERS:
            return child.lower_
    return ""


def _best(found: Sequence[TimeExpression]) -> TimeExpression | None:
    """The narrowest of times that overlap; of times apart ("on Monday and on Friday") none."""
    narrow = min(found, key=lambda e: (e.time.end - e.time.start, e.head))
    agree = all(e.time.start <= narrow.time.end and narrow.time.start <= e.time.end for e in found)
    return narrow if agree else None
