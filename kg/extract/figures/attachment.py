"""Which event a figure belongs to: climbs from the counted noun to the trigger it takes part in.

A figure is attached to the nearest trigger that its noun phrase depends on through arguments, apposition and
coordination, never across the border of a clause with a verb of its own; the one exception is the verb of estimation
in "Estimates suggest 300 people live there", where no trigger stands nearer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.figures.baselines import with_baselines
from kg.extract.figures.comparisons import dated
from kg.extract.figures.counts import rival, without_vague
from kg.extract.figures.measures import LASTING
from kg.extract.figures.wholes import with_wholes
from kg.extract.records import Quantity, TimeExpression
from kg.lexicon.numbers import number_lexicon

UPWARD: Final = frozenset(
    {"conj", "appos", "compound", "nmod", "amod", "nummod", "quantmod", "npadvmod", "meta", "dep", "predet", "advmod"}
)
ARGUMENT: Final = frozenset({"dobj", "nsubj", "nsubjpass", "dative", "attr", "oprd", "acomp", "obj", "npadvmod"})
SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})
CLAUSE: Final = frozenset({"acl", "relcl"})
COMPLEMENT: Final = frozenset({"xcomp", "ccomp", "pcomp", "acl", "pobj", "prep", "advcl"})
PREDICATE: Final = frozenset({"VERB", "AUX"})
STEPS: Final = 8  # longer ways led to events that the figure does not measure


def attach(
    doc: Doc, quantities: Sequence[Quantity], triggers: Collection[int], times: Sequence[TimeExpression] = ()
) -> dict[int, list[Quantity]]:
    """The figures of each trigger token, in text order, with `measures` filled in.

    A figure can belong to several triggers ("was killed and injured", "pledged to send 300"); one that no trigger's
    phrase holds is left out. What is compared with is dated by `times`, and given its figure where it has one.
    """
    found: dict[int, list[Quantity]] = {}
    last: list[int] = []
    for quantity in (dated(doc, q, times) for q in with_wholes(doc, list(with_baselines(doc, quantities)))):
        targets = _Climb(doc, quantity, frozenset(triggers)).targets()
        if not targets and last and rival(doc, quantity, last):
            targets = last
        last = targets or last
        for trigger in targets:
            figure = replace(quantity.figure, measures=_measures(doc, quantity, doc[trigger]))
            found.setdefault(trigger, []).append(replace(quantity, figure=figure))
    return without_vague(doc, found)


def _measures(doc: Doc, quantity: Quantity, trigger: Token) -> str:
    """The qualifier of the counted noun ("planned"), else the trigger as a participle or lemma ("killed", "death")."""
    qualifiers = number_lexicon().attach["qualifiers"]
    counted, number = doc[quantity.counted], doc[quantity.number]
    for child in counted.lefts:
        # in "80 of the planned 250 guards" only the 250 are planned
        own = number.i > child.i or number.head.i == counted.i
        if own and child.lower_ in qualifiers and child.i != trigger.i:
            return str(child.lower_)
    return str(trigger.lower_ if trigger.tag_ in {"VBN", "VBD"} else trigger.lemma_.lower())


class _Climb:
    """The way from one quantity to its triggers."""

    def __init__(self, doc: Doc, quantity: Quantity, triggers: frozenset[int]) -> None:
        self.doc = doc
        self.triggers = triggers
        self.number = doc[quantity.number]
        self.counted = doc[quantity.counted]
        self.unit = quantity.figure.unit
        self.lexicon = number_lexicon()

    def targets(self) -> list[int]:
        """Token indices of the triggers, in text order."""
        found: set[int] = set()
        if self.counted.i in self.triggers:
            found.add(self.counted.i)
        elif self.unit in LASTING:
            return []
        else:
            found.update(self._inside())
            governor = None if self._is_whole() else self._governor()
            if governor is not None:
                found.add(governor.i)
                found.update(self._coordinated(governor))
        for trigger in sorted(found):
            found.update(self._commitments(self.doc[trigger]))
        return sorted(found)

    def _start(self) -> Token:
        """The head of the whole phrase: the number in "300 of the guards", else the noun."""
        return self.number if self.number.is_ancestor(self.counted) else self.counted

    def _is_whole(self) -> bool:
        """Whether another number is a part of this one: the 4 of "freed two of four nurses"."""
        before = (t for t in self.number.lefts if t.dep_ == "quantmod" and t.like_num)
        return any(self.doc[t.i + 1].lower_ == "of" for t in before)

    def _inside(self) -> Iterator[int]:
        """Triggers within the phrase: "300 people killed", "guards who fled", "$20 million in new aid"."""
        if self.number.dep_ == "quantmod" and self.number.head.like_num:
            return  # the clause tells of all of them
        for child in self.counted.rights:
            gap = not any(t.lower_ in {"whose", "where", "when"} for t in child.subtree if t.i < child.i)
            own = any(t.dep_ in SUBJECT and t.tag_ not in {"WDT", "WP"} for t in child.children)
            own = own and not any(t.dep_ == "dobj" and t.tag_ in {"WDT", "WP"} for t in child.children)
            if child.dep_ in CLAUSE and child.i in self.triggers and gap and not own and not self._acts(child):
                yield child.i
                yield from self._coordinated(child)
        for child in self._start().rights:
            if child.dep_ == "prep" and child.lower_ in {"in", "of", "for", "worth"}:
                yield from (t.i for t in child.children if t.dep_ == "pobj" and t.i in self.triggers)

    def _acts(self, clause: Token) -> bool:
        """ "three men who robbed a bank": they are counted, the robbing is not."""
        who = any(t.dep_ == "nsubj" and t.tag_ in {"WDT", "WP"} for t in clause.children)
        acts = any(t.dep_ == "dobj" for t in clause.children)
        return who and acts and clause.lemma_.lower() not in self.lexicon.attach["movers"]

    def _governor(self) -> Token | None:
        """The nearest trigger above, None when the way there leaves the clause."""
        node = self._start()
        role = ""
        for _ in range(STEPS):
            head = node.head
            if head == node:
                return None
            if node.dep_ in SUBJECT | {"dobj"} and not role:
                role = node.dep_
            if node.pos_ in PREDICATE and node.dep_ not in {"amod", "compound", "prep"}:
                return self._above_verb(node)
            if head.i in self.triggers and self._measured_by(head, node):
                return self._stated(head) or head
            if head.pos_ in PREDICATE and head.dep_ != "prep":  # "including" is tagged a verb
                if not self._measured_by(head, node):
                    return None
                below = self._below(head, node)
                return below if below is not None else self._above_verb(head)
            if not self._nominal_step(node):
                return None
            node = head
        return None

    def _stated(self, verb: Token) -> Token | None:
        """The state that a verb puts those counted in: "five people were confirmed dead", "declared 12 men missing"."""
        return next((t for t in verb.children if t.dep_ == "oprd" and t.pos_ == "ADJ" and t.i in self.triggers), None)

    def _nominal_step(self, node: Token) -> bool:
        """Whether the phrase goes on upwards through `node`: modifiers, apposition, coordination, prepositions."""
        if node.dep_ == "prep" and node.lower_ == "of" and self._whole(node.head):
            return False
        if node.dep_ == "prep" and node.lower_ == "than":
            return node.head.lower_ in {"more", "fewer", "less"}
        if node.dep_ == "pobj" and node.head.lower_ == "than":
            return True
        local = node.dep_ == "pobj" and node.head.lower_ in {"in", "from", "across", "at", "near"}
        if local and node.lemma_.lower() in self.lexicon.nouns["locations"]:
            return False
        if node.dep_ in {"prep", "pobj", "pcomp"}:
            word = node if node.dep_ == "prep" else node.head
            return word.lower_ in self.lexicon.attach["prepositions"] or word.lower_ == "along"
        return node.dep_ in UPWARD

    def _whole(self, part: Token) -> bool:
        """Whether the figure is the whole that `part` is of: "300 of the 1,200 guards", not "of the planned 1,200"."""
        if part.lemma_.lower() in self.lexicon.nouns["partitives"]:
            return True
        qualified = any(t.lower_ in self.lexicon.attach["qualifiers"] for t in self.counted.lefts)
        return bool(part.like_num) and not qualified

    def _measured_by(self, verb: Token, node: Token) -> bool:
        """Whether an argument of `verb` is what its figure counts: not those who act ("Two men robbed a shop")."""
        if node.dep_ == "agent":
            return self.counted.lemma_.lower() in self.lexicon.attach["margins"]  # "lost by 2,000 votes"
        if node.dep_ != "nsubj":
            return True
        if any(t.dep_ == "ccomp" for t in verb.children):
            return False
        between = (
            self.doc[verb.i : t.left_edge.i + 1] for t in verb.children if t.dep_ == "dobj" and t.lower_ != "part"
        )
        acts = any("," not in {w.text for w in words} for words in between)  # "died, among them two children"
        return not acts or verb.lemma_.lower() in self.lexicon.attach["movers"]

    def _below(self, verb: Token, node: Token) -> Token | None:
        """The one trigger among the other arguments of a verb that names nothing itself: "were placed under arrest"."""
        found: list[Token] = []
        for child in verb.children:
            if child == node or child.is_ancestor(node):
                continue
            if child.dep_ in ARGUMENT | {"xcomp"} and child.i in self.triggers:
                found.append(child)
            for prep in (child, *(child.children if child.lower_ == "part" else ())):  # "took part in a march"
                if prep.dep_ == "prep":
                    found.extend(t for t in prep.children if t.dep_ == "pobj" and t.i in self.triggers)
            if child.dep_ in SUBJECT | {"dobj"} and verb.lemma_.lower() in self.lexicon.attach["reaching"]:
                inner = (t for t in child.subtree if t == child or t.dep_ in {"compound", "pobj", "acl"})
                found.extend(t for t in inner if t.i in self.triggers)
        return found[0] if found else None

    def _above_verb(self, verb: Token) -> Token | None:
        """From a verb that is no trigger: "bringing its total to 40", "was said to hold 40"."""
        brought = self._brought(verb)
        if brought is not None:
            return brought
        head = verb.head
        if head == verb:
            return None
        totals = verb.dep_ == "advcl" and verb.lemma_.lower() in self.lexicon.attach["totalling"]
        told = verb.dep_ == "ccomp" and head.lemma_.lower() in self.lexicon.attach["estimating"]
        return head if head.i in self.triggers and (totals or told or verb.dep_ == "xcomp") else None

    def _brought(self, verb: Token) -> Token | None:
        """The noun whose own clause has drawn in its total: "bringing the aid it gave to $9 million"."""
        while verb.dep_ == "conj" and verb.head.pos_ in PREDICATE:
            verb = verb.head
        noun = verb.head
        brings = noun.dep_ == "dobj" and noun.head.lemma_.lower() in self.lexicon.attach["totalling"]
        return noun if verb.dep_ == "relcl" and brings and noun.i in self.triggers else None

    def _coordinated(self, verb: Token) -> Iterator[int]:
        """Predicates that share the argument: "were killed and injured", "killing or wounding 30"."""
        for other in (*verb.children, verb.head):
            pair = (verb, other) if other.head == verb else (other, verb)
            if pair[1].dep_ != "conj" or other.i not in self.triggers or other == verb:
                continue
            first, second = pair
            alike = first.tag_ == second.tag_ or {first.tag_, second.tag_} <= {"VBN", "VBD"}
            if not alike or second.pos_ not in PREDICATE:
                continue
            # in "were killed and injured in raids ..." the parser may give the second verb a far object
            passive = second.i - first.i == 2 and any(t.dep_ == "auxpass" for t in first.children)
            own = {"dobj", "nsubjpass"} if other == first else SUBJECT if passive else SUBJECT | {"dobj", "auxpass"}
            near = passive or second.i - first.i <= 3
            if near and not any(t.dep_ in own for t in other.children):
                yield other.i

    def _commitments(self, trigger: Token) -> Iterator[int]:
        """The promises that the trigger is the content of: "pledged to send", "commitment to sending"."""
        promises = self.lexicon.attach["commitments"]
        for child in trigger.children:  # "will send 300 engineers, as promised"
            marked = child.dep_ == "advcl" and any(t.lower_ == "as" for t in child.lefts)
            if marked and child.i in self.triggers and child.lemma_.lower() in promises:
                yield child.i
        node = trigger
        for _ in range(4):
            if node.dep_ not in COMPLEMENT | {"dobj"} or node.head == node:
                return
            node = node.head
            if node.i in self.triggers and node.lemma_.lower() in promises:
                yield node.i
            if node.pos_ in PREDICATE and node.i not in self.triggers:
                return
