"""The ties along which an event draws on the time of a neighbour: light verbs, participles, coordination, settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import TimeExpression
from kg.extract.times import tense
from kg.lexicon.time import time_lexicon

SUBJECTS: Final = ("nsubj", "nsubjpass")
OBJECTS: Final = ("dobj", "obj", "nsubjpass", "attr", "oprd")
OPENERS: Final = frozenset(
    {
        "when", "while", "as", "where", "which", "after", "before", "since", "until", "if", "unless", "because",
        "although", "though", "whenever", "once",
    }
)  # fmt: skip
STATES: Final = ("oprd", "acomp", "ccomp", "xcomp")
ENTERED: Final = frozenset({"under", "on", "into", "to", "in", "with"})
WHILE: Final = frozenset({"when", "as", "while"})
PLACED: Final = 4  # steps from a place up to the noun of what happened there


class Ties:
    """Which other tokens may lend a token their time; `own` fills while times are placed."""

    def __init__(self, doc: Doc, own: Mapping[int, Sequence[TimeExpression]], inside: set[int]) -> None:
        self.doc = doc
        self.own = own
        self.inside = inside
        self.words = time_lexicon().words

    def of(self, token: Token) -> Iterator[Token]:
        """The tokens whose time holds for `token`, the closest tie first."""
        return self._verb_ties(token) if token.pos_ in tense.VERBAL else self._noun_ties(token)

    def _verb_ties(self, verb: Token) -> Iterator[Token]:
        yield from self._dated_parts(verb)
        lemma = verb.lemma_.lower()
        for child in verb.children:
            if child.dep_ in SUBJECTS and lemma in self.words["happening"] and child.i in self.own:
                yield child  # "A storm yesterday killed six people"
            if child.dep_ in OBJECTS and lemma in self.words["light"] | self.words["contest"] and child.i in self.own:
                yield child  # "launched an attack on Friday", "won Sunday's vote"
            if child.dep_ == "advcl" and child.i in self.own and opener(child) == "when":
                yield child  # "were hurt when a bomb went off on Friday"
            if child.dep_ == "conj" and child.i in self.own and self._shares(verb, child):
                yield child  # "killed ten and wounded five on Friday"
            if child.dep_ == "xcomp" and child.i in self.own and lemma in self.words["aspectual"]:
                yield child  # "riots forced the mine to close in 2022"
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
        above, word = verb.head, opener(verb)
        if above == verb:
            return
        purpose = verb.tag_ == "VB" and above.lemma_.lower() in self.words["purpose"]
        if verb.dep_ in ("xcomp", "ccomp") and above.lemma_.lower() in self.words["aspectual"]:
            yield above  # "tried on Friday to seize the port"
        elif purpose and verb.dep_ in ("xcomp", "advcl") and verb.i > above.i and not word:
            yield above  # "gathered on Friday to demand his release"
        elif (
            verb.dep_ == "advcl" and above.pos_ in tense.VERBAL and ((verb.tag_ == "VBG" and not word) or word in WHILE)
        ):
            yield above  # "hit the market, killing nine"
            yield from self._told_last(above, verb)
        elif verb.dep_ == "pcomp" and above.lower_ == "by":
            yield above.head  # "retaliated on Friday by shelling the port"
        elif verb.dep_ == "conj" and above.pos_ in tense.VERBAL:
            if tense.direction(above) == tense.direction(verb) and (self._opens(above) or self._goes_on(above, verb)):
                yield above  # "On Friday rebels burned the hall and seized the port"
            elif verb.tag_ == above.tag_ == "VBG":
                yield above
        elif verb.dep_ == "acl" and verb.tag_ == "VBG":
            yield above  # "laws limiting rents are expected next month"
        elif verb.dep_ == "relcl" and lemma_in(verb, self.words["happening"]):
            if not any(c.dep_ in SUBJECTS and c.tag_ in ("WDT", "WP") for c in verb.children):
                return
            if above.i in self.own:
                yield above  # "a clash in March that killed six"
            elif above.lower_ in time_lexicon().weekdays:
                yield from (w for w in [tense.clause_verb(above)] if w is not None)  # "fell on Monday, which ..."
        elif verb.dep_ == "relcl" and word in ("when", "where", "which"):
            yield from self._scene(above)
        elif verb.dep_ in SUBJECTS and verb.tag_ == "VBG" and lemma_in(above, self.words["happening"]):
            yield above  # "shelling of the port left six dead on Friday"

    def _goes_on(self, first: Token, verb: Token) -> bool:
        """Whether a verb tells on of the same subject: "was held on Friday and charged", not "and later charged"."""
        moved = any(c.lower_ in self.words["shifted"] or c.dep_ in SUBJECTS for c in verb.lefts)
        dated = first.i in self.own and all(e.head < verb.i for e in self.own[first.i])
        return dated and not moved and tense.perfect(first) == tense.perfect(verb)

    def _scene(self, above: Token) -> Iterator[Token]:
        """ "the 2019 fire, in which six died", also past the place: "the fire in Kora yesterday, in which six died"."""
        if above.i in self.own:
            yield above
            return
        for _ in range(PLACED):
            if above.dep_ not in ("pobj", "prep", "appos", "conj"):
                break
            above = above.head
            if above.pos_ in ("NOUN", "PROPN") and above.i in self.own:
                yield above
                return
        if above.pos_ in tense.VERBAL:
            yield from (c for c in above.children if c.dep_ in OBJECTS and c.i in self.own)

    def _told_last(self, above: Token, participle: Token) -> Iterator[Token]:
        """ "The town suffered, with 40 homes lost in 2019, marking a rise": the dated verb between, if it is one."""
        between = [i for i in range(above.i + 1, participle.i) if i in self.own and self.doc[i].pos_ == "VERB"]
        if participle.tag_ == "VBG" and len(between) == 1:
            yield self.doc[between[0]]

    def _opens(self, verb: Token) -> bool:
        """Whether the verb's time stands before it, so that it holds for what follows."""
        if verb.i in self.own:
            return all(e.head < verb.i for e in self.own[verb.i])
        dated = any(c.dep_ in SUBJECTS and c.i in self.own for c in verb.children)
        if dated and lemma_in(verb, self.words["happening"]):
            return True  # "Friday's blast destroyed a shop and killed a clerk"
        return verb.tag_ == "VBG" or verb.dep_ in ("xcomp", "conj")

    def _noun_ties(self, noun: Token) -> Iterator[Token]:
        yield from self._dated_parts(noun)
        for child in noun.children:
            if self._of_one(child):
                yield from (w for w in (child, *self._planned(child)) if w.i in self.own)
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
        if noun.pos_ == "ADJ" and noun.dep_ in STATES and above.pos_ in tense.VERBAL:
            yield above  # "left six people dead on Friday"
        yield from self._governing(noun)

    def _governing(self, noun: Token) -> Iterator[Token]:
        """The verb that a noun takes part in, where its time is the noun's: "held talks on Friday"."""
        above = noun.head
        verb = above.head if above.dep_ == "prep" and noun.dep_ == "pobj" else above
        if verb.pos_ not in tense.VERBAL:
            return
        lemma = verb.lemma_.lower()
        if noun.dep_ in SUBJECTS and (lemma == "be" or lemma in self.words["future"]):
            yield from (w for w in self._planned(verb) if w.i in self.own)
        light = lemma in self.words["light"]
        planned = verb.tag_ == "VBN" and lemma in self.words["future"]  # "the vote is set for Friday"
        subject = noun.dep_ in SUBJECTS and (light or planned or lemma in self.words["happening"])
        setting = noun.dep_ == "pobj" and above.lower_ in self._settings(lemma)
        if setting and verb.dep_ == "xcomp" and above.i and self.doc[above.i - 1].text == ",":
            yield verb.head  # "agreed on Friday to cut tariffs, at a summit in Oslo"
        entered = noun.dep_ == "pobj" and above.lower_ in ENTERED and lemma in self.words["entering"]
        meant = noun.dep_ == "pobj" and above.lower_ in ("for", "to") and lemma in self.words["purpose"]
        if subject or setting or entered or meant or (noun.dep_ in OBJECTS and light):
            yield verb  # "were killed in an ambush", when the killing is dated

    def _planned(self, word: Token) -> Iterator[Token]:
        """ "The talks are (due) to resume on Monday": the infinitive that the subject happens by."""
        for child in word.children:
            if child.dep_ == "acomp":
                yield from self._planned(child)
            if child.dep_ == "xcomp" and child.lemma_.lower() in self.words["light"] | self.words["happening"]:
                yield child

    def _settings(self, lemma: str) -> frozenset[str]:
        """Prepositions whose noun happened when the verb did: one tells at a summit, but not in an attack."""
        if lemma in self.words["closing"]:
            return self.words["within"] | {"with"}  # "ended with a pay rise"
        return frozenset({"at", "during"}) if lemma in self.words["reporting"] else self.words["within"]

    def _of_one(self, clause: Token) -> bool:
        """Whether words on an event noun tell of it: "the raid that killed six on Friday", "talks due on Monday"."""
        lemma = clause.lemma_.lower()
        if clause.dep_ in ("acl", "amod"):
            planned = clause.i > clause.head.i and (
                clause.lower_ in self.words["future"] or lemma in self.words["future"]
            )
            return planned or (clause.dep_ == "acl" and clause.tag_ == "VBN" and lemma in self.words["light"])
        if clause.dep_ != "relcl":
            return False
        subjects = [c for c in clause.children if c.dep_ in SUBJECTS]
        if any(c.tag_ in ("WDT", "WP") for c in subjects):
            return lemma in self.words["happening"] or (
                lemma in self.words["light"] and (subjects[0].dep_ == "nsubjpass" or not _objects(clause))
            )
        return lemma in self.words["light"]

    def _conjunct_ties(self, first: Token) -> Iterator[Token]:
        if first.i in self.own and first.i in self.inside:
            yield first  # "Friday's raids and arrests"
        elif first.i not in self.own:
            yield first  # objects of one verb


def _objects(verb: Token) -> bool:
    return any(c.dep_ in OBJECTS for c in verb.children)


def lemma_in(token: Token, words: frozenset[str]) -> bool:
    """Whether the token's lemma is one of `words`."""
    return token.lemma_.lower() in words


def opener(verb: Token) -> str:
    """The word that opens a subordinate clause: "when", "after", "which", or nothing."""
    for child in verb.subtree:
        if child.i >= verb.i:
            break
        if child.dep_ in ("mark", "advmod", "prep", "pobj") and child.lower_ in OPENERS:
            return child.lower_
    return ""
