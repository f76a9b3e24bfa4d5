"""What the rooms of the cast pass around while it is being made: mentions, and drafts of entities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from kg.extract.actors.words import SUBJECTS, Words
from kg.lexicon.actors import ActorLexicon
from kg.lexicon.gazetteer import Entry
from kg.model import Post, Span

DOMINANCE: Final = 2.5
REACH: Final = 3  # sentences back for "the group"
FAR: Final = 12  # and where only one was named at all


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [start, end) with their syntactic head; `counted` is False where the words only point at the entity.

    A pronoun, and a demonym that modifies a noun, are resolved but not listed among the entity's mentions.
    """

    start: int
    end: int
    head: int
    text: str
    counted: bool = True


NOWHERE: Final = 1 << 30  # behind every token


@dataclass(slots=True, eq=False)
class Draft:
    """An actor or place in the making."""

    kind: str
    name: str
    named: bool
    mentions: list[Mention] = field(default_factory=list)
    entry: Entry | None = None
    plural: bool = False
    gender: str = ""
    nouns: set[str] = field(default_factory=set)  # that it has been called by: "the Frontex mission"
    lemma: str = ""  # the head noun of a description
    modifiers: frozenset[str] = frozenset()
    count: str = ""
    definite: bool = False
    also: list[str] = field(default_factory=list)  # whole noun phrases: "people hurt by the blast"
    owner: Draft | None = None  # the named body that it belongs to
    country: Draft | None = None  # whose body or national it is
    within: list[Draft] = field(default_factory=list)
    posts: list[tuple[Post, Draft | None]] = field(default_factory=list)
    id: str = ""
    _seen: int = 0  # mentions of which `_first` is the first token
    _first: int = NOWHERE

    @property
    def first(self) -> int:
        """The token of the first mention, for the order of the cast."""
        if len(self.mentions) < self._seen:
            self._seen, self._first = 0, NOWHERE
        for mention in self.mentions[self._seen :]:  # mentions are only added, thousands to a country
            self._first = min(self._first, mention.start)
        self._seen = len(self.mentions)
        return self._first

    @property
    def actor(self) -> bool:
        """Whether it can act: a country can, a town cannot."""
        return self.kind not in ("Place", "Facility")

    @property
    def person(self) -> bool:
        """Whether "he" or "she" can mean it."""
        return self.kind == "Person"


@dataclass(frozen=True, slots=True)
class Nominal:
    """A described actor: tokens [start, end) with the head noun; `name` is the phrase without article and number."""

    start: int
    end: int
    head: int
    name: str
    kind: str
    lemma: str
    plural: bool
    count: str = ""
    definite: bool = False
    indefinite: bool = False
    possessed: bool = False
    modifiers: frozenset[str] = frozenset()
    nation: Draft | None = None  # the country of "Kenyan", "Kenya's"
    owner: Draft | None = None  # the named body it belongs to: "Red Cross volunteers"
    weak: bool = False
    named: bool = False  # a name is part of it: "the anti-Vega alliance"
    long: str = ""  # with what stands behind the noun: "people hurt by the blast"
    same: Draft | None = None  # the named body that acts with it: "Chadian warplanes"


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between drafts."""

    subject: Draft
    kind: str
    object: Draft
    evidence: Span


@dataclass(slots=True)
class Stage:
    """All drafts so far, and which one each head token means."""

    drafts: list[Draft] = field(default_factory=list)
    at: dict[int, Draft] = field(default_factory=dict)
    sets: dict[int, tuple[Draft, ...]] = field(default_factory=dict)  # "they" of several named together

    def add(self, draft: Draft) -> Draft:
        """Takes in a draft with its mentions."""
        self.drafts.append(draft)
        for mention in draft.mentions:
            self.at.setdefault(mention.head, draft)
        return draft

    def point(self, draft: Draft, mention: Mention) -> None:
        """Adds a mention to a draft that is here already."""
        draft.mentions.append(mention)
        self.at.setdefault(mention.head, draft)


def point(
    w: Words, lexicon: ActorLexicon, stage: Stage, head: int, noun: str, modifiers: frozenset[str]
) -> Draft | None:
    """The name that a definite noun points at by its kind: "the city", "the terrorist group"."""
    kinds = lexicon.anaphors.get(noun)
    if kinds is None:
        return None
    last: dict[int, int] = {}
    drafts: dict[int, Draft] = {}
    for at in range(w.bounds[max(0, w.sentence[head] - REACH)][0], head):
        draft = stage.at.get(at)
        if draft is None or not draft.named:
            continue
        if (draft.kind in kinds or draft.lemma == noun or noun in draft.nouns) and at > last.get(id(draft), -1):
            last[id(draft)], drafts[id(draft)] = at, draft
    called = {id(d): d for d in stage.drafts if d.named and (noun in d.nouns or noun == d.lemma) and d.first < head}
    if len(called) == 1:
        return next(iter(called.values()))
    own = [k for k, d in drafts.items() if d.lemma == noun or noun in d.nouns]
    ranked = sorted(own or drafts, key=lambda k: -last[k])
    if (
        modifiers
        and not own
        and not modifiers & (lexicon.words("arming") | lexicon.words("peacekeeping") | lexicon.words("civil"))
    ):
        return None
    if not ranked:
        return None if modifiers else _only(w, stage, head, kinds)
    if len(ranked) > 1 and w.sentence[last[ranked[0]]] == w.sentence[last[ranked[1]]]:
        subjects = [
            k
            for k in ranked
            if w.dep[w.chain_head(last[k])] in SUBJECTS and w.sentence[last[k]] == w.sentence[last[ranked[0]]]
        ]
        return drafts[subjects[0]] if len(subjects) == 1 else None
    return drafts[ranked[0]]


def _only(w: Words, stage: Stage, head: int, kinds: frozenset[str]) -> Draft | None:
    """ "The firm" far from its name is the only company of the article named so far."""
    if kinds & {"Country", "Place", "Facility"}:
        return None
    told = [d for d in stage.drafts if d.named and d.kind in kinds and d.mentions and d.first < head]
    return told[0] if len(told) == 1 and w.sentence[head] - w.sentence[told[0].first] <= FAR else None


def dominant(drafts: list[Draft]) -> Draft | None:
    """The country that the article is about: the only one, or told of, with its places, more than twice as often."""
    inside: Counter[str] = Counter()
    for d in drafts:
        if d.entry is not None and d.kind in ("Country", "Place", "Facility"):
            inside[d.entry.country] += len(d.mentions)
    countries = sorted(
        (d for d in drafts if d.kind == "Country" and d.mentions and d.entry is not None),
        key=lambda d: -inside[d.entry.country if d.entry is not None else ""],
    )
    if not countries:
        return None
    weights = [inside[d.entry.country] for d in countries if d.entry is not None]
    return None if len(weights) > 1 and weights[0] < DOMINANCE * weights[1] else countries[0]
