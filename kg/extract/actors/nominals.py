"""Actors and facilities that are described, not named: "two police officers", "the Malian army", "residents".

Each noun of the lists yields one `Nominal`; whether two of them are the same, or one points at a name, is for
`kg.extract.actors.coreference`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kg.extract.actors.belonging import behind, country_of, full_phrase, of_phrase, tells_of_others
from kg.extract.actors.kinds import SERVING, body_kind, compound, equipment, extent, partitive, weak
from kg.extract.actors.mentions import Draft, Nominal, Stage, point
from kg.extract.actors.names import Found
from kg.extract.actors.words import SUBJECTS, Words
from kg.lexicon.actors import ActorLexicon, Head
from kg.lexicon.frames import event_lexicon

LEFT: Final = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "npadvmod", "punct", "predet", "advmod"}
)
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})
INDEFINITE: Final = frozenset({"a", "an", "another", "one", "some", "any"})
POSSESSIVE_PRONOUNS: Final = frozenset({"his", "her", "its", "their", "our", "my", "your"})
ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "dative", "appos", "ROOT"})
MODIFYING: Final = frozenset({"compound", "amod", "nmod"})
NOBODY: Final = frozenset({"no", "neither", "any"})
BOUNDING: Final = frozenset({"quantmod", "advmod", "amod", "nummod", "mark"})
CROWDS: Final = frozenset({"dozens", "hundreds", "thousands", "scores", "millions"})


class Nominals:
    """Finds described actors; `at` tells which draft a name's head token means."""

    def __init__(self, w: Words, found: Found, lexicon: ActorLexicon, stage: Stage) -> None:
        self.w = w
        self.lexicon = lexicon
        self.stage = stage
        self.at: Mapping[int, Draft] = stage.at
        self.covered = {i for n in found.names for i in range(n.start, n.end) if not n.adjective}
        starts = {n.start for n in found.names}
        self.title_heads = {t.end - 1: t.title for t in found.titles if t.title.office and t.end not in starts}
        self.title_starts = {t.end - 1: t.start for t in found.titles}
        self.covered |= {i for t in found.titles for i in range(t.start, t.end) if t.end in starts}
        self.bound = {n.head for n in found.names if n.bound}
        self.events = event_lexicon()

    def find(self) -> Iterator[Nominal]:
        """All described actors in text order."""
        w, adjectives = self.w, self.lexicon.words("nominal_adjectives") | {"old"}
        for i, pos in enumerate(w.pos):
            if i in self.covered or w.sentence[i] < 0:
                continue
            noun = pos in ("NOUN", "PROPN") or w.lower[i] == "accused"
            if noun or (pos == "ADJ" and w.lower[i] in adjectives):
                found = self._noun(i)
            elif pos == "NUM":
                found = self._numeral(i)
            else:
                continue
            if found is not None:
                yield found

    def _noun(self, i: int) -> Nominal | None:
        w, lexicon = self.w, self.lexicon
        lower, lemma = w.lower[i], w.lemma[i]
        if lower == "old" and w.lower[i - 2 : i] == ["year", "-"] and self._article(i) and w.dep[i] in ARGUMENTS:
            return self._build(i, "Person", False, "year-old")
        if lower == "accused" and self._article(i) == "the" and w.dep[i] in SUBJECTS and self._singular(w.head[i]):
            return self._build(i, "Person", False, lower)
        if w.pos[i] == "ADJ" or (lower in lexicon.words("nominal_adjectives") and w.tag[i] in ("JJ", "VBN")):
            return self._build(i, "Group", True, lower) if self._article(i) == "the" and w.dep[i] in ARGUMENTS else None
        if lower == "others" and w.dep[i] in ("nsubj", "nsubjpass", "dobj") and self._counted(i):
            return self._build(i, "Group", True, lower)
        if lower in CROWDS and w.dep[i] in ("nsubj", "nsubjpass", "dobj"):
            return None if any(w.lower[c] == "of" for c in w.children[i]) else self._build(i, "Group", True, lower)
        if lemma in lexicon.words("equipment"):
            return equipment(w, lexicon, self.at, self.bound, self.covered, i)
        two = f"{w.lower[i - 1]} {lower}" if i else lower
        pair = two if two in lexicon.heads else f"{w.lower[i - 1]} {lemma}" if i else lemma
        head = lexicon.heads.get(pair) or lexicon.heads.get(lower) or lexicon.heads.get(lemma)
        if (w.tag[i] == "NNS" and lemma in ("country", "nation")) or (lower == "community" and self._article(i)):
            return None if self._modifies(i) else self._build(i, "Group", True, lemma)
        if head is not None and head.plain and (lemma not in lexicon.people or " " in head.noun):
            return self._body(i, head)
        noun = next((x for x in (lemma, lower, lower.removesuffix("s"), compound(w, i)) if x in lexicon.people), "")
        if noun:
            return self._people(i, noun)
        return self._build(i, "Person", False, lower) if i in self.title_heads and w.tag[i] != "NNS" else None

    def _singular(self, verb: int) -> bool:
        """Whether no plural form says that there are several: "the accused were led out"."""
        return not any(self.w.lower[t] in ("are", "were", "have") for t in (verb, *self.w.children[verb]))

    def _article(self, i: int) -> str:
        return next((self.w.lower[c] for c in self.w.children[i] if self.w.dep[c] == "det"), "")

    def _people(self, i: int, noun: str) -> Nominal | None:
        w = self.w
        if w.tag[i] == "NN" and self._article(i) in NOBODY:
            return None  # "no candidate"
        if self._modifies(i):
            # "civilian casualties": the first noun says who, if the second names a happening
            eventful = self.events.senses(w.lemma[w.head[i]], "noun") and w.lemma[w.head[i]] not in self.lexicon.people
            return self._build(i, self.lexicon.people[noun], True, noun) if eventful else None
        if w.dep[i] == "poss" and self._associated(w.head[i]):
            return None  # "the nurses' union"
        one = ("", "1", "one") if noun not in self.lexicon.words("mass") else ()
        plural = w.tag[i] in ("NNS", "NNPS") or self._counted(i) not in one
        kind = "Person"
        if plural:
            kind = "Group" if self._counted(i) else self.lexicon.people[noun]
        return self._build(i, kind, plural, noun)

    def _associated(self, i: int) -> bool:
        head = self.lexicon.heads.get(self.w.lemma[i])
        return head is not None and head.plain in ("CivilSocietyOrganization", "Organization")

    def _body(self, i: int, head: Head) -> Nominal | None:
        w, lexicon = self.w, self.lexicon
        if self._modifies(i) and not self.events.senses(w.lemma[w.head[i]], "noun"):
            return None
        if w.lemma[i] in ("group", "side") and any(w.lower[c] == "of" for c in w.children[i]):
            return None
        kind = body_kind(w, lexicon, i, head, bool(self._counted(i)))
        if not kind:
            return None
        # "the defence ministry" is pointed at by "the ministry", "the coast guard" not by "the guard"
        noun = head.noun if w.lower[i] not in lexicon.heads and w.lower[i] not in lexicon.anaphors else w.lower[i]
        noun = head.noun if head.noun in lexicon.words("state_bodies") else noun
        return self._build(i, kind, w.tag[i] == "NNS", noun, weak(w, lexicon, i, head))

    def _numeral(self, i: int) -> Nominal | None:
        """ "A blast killed 30": the numeral itself is the victims."""
        w = self.w
        verb = w.head[i]
        bare = w.dep[i] in ("dobj", "nsubj", "nsubjpass") and w.lemma[verb] in self.lexicon.words("toll_verbs")
        if not bare or w.label[i] not in ("CARDINAL", "") or (w.pos[verb] != "VERB"):
            return None
        end = i + 1
        if w.lower[end : end + 1] == ["more"] or w.lower[end : end + 1] == ["others"]:
            end += 1
        end = partitive(w, i) or end
        one = w.lower[i] == "one" and end > i + 1
        start = min((t for c in w.children[i] if c < i and w.dep[c] in BOUNDING for t in w.subtree(c)), default=i)
        return Nominal(
            i, end, i, w.phrase(i, end), "Person" if one else "Group", w.lower[i], not one, count=w.lower[i],
            indefinite=True, long=w.phrase(start, end) if start < i else "",
        )  # fmt: skip

    def _modifies(self, i: int) -> bool:
        return self.w.dep[i] in MODIFYING and self.w.head[i] > i

    def _counted(self, i: int) -> str:
        """The number of the phrase as written, "" when it has none: "two", "12,000", "dozens"."""
        w = self.w
        for c in w.children[i]:
            if w.dep[c] == "nummod":
                return " ".join(w.lower[g] for g in sorted(w.subtree(c)) if w.pos[g] == "NUM") or w.lower[c]
        if w.dep[i] == "pobj" and w.lower[w.head[i]] == "of":
            above = w.head[w.head[i]]
            if w.lower[above] in self.lexicon.words("count_nouns") or w.pos[above] == "NUM":
                return w.lower[above]
        return ""

    def _left(self, i: int) -> int:
        w = self.w
        start = self.title_starts.get(i, i)
        for c in w.children[i]:
            if c < start and w.dep[c] in LEFT:
                start = min(start, *w.subtree(c))
        return start

    def _build(self, i: int, kind: str, plural: bool, noun: str, weak: bool = False) -> Nominal:
        w = self.w
        left = self._left(i)
        first = self.title_starts.get(i, i)
        core = self._core(left, i, first)
        kids = [c for c in w.children[i] if c < i]
        article = next((w.lower[c] for c in kids if w.dep[c] in ("det", "predet")), "")
        tied = (
            c for c in kids if w.dep[c] in ("compound", "nmod", "amod", "poss") and c in self.at and c not in self.bound
        )
        owner = next((self.at[c] for c in tied), None) or self._pointed_owner(kids)
        owner = owner or behind(w, self.at, i, kind)
        if owner is None and noun in self.lexicon.words("state_bodies") and any(w.lower[c] == "its" for c in kids):
            owner = country_of(w, self.stage, i)
        nation = owner if owner is not None and owner.kind == "Country" else None
        if owner is not None and owner.kind == "InternationalOrganization" and w.lower[i] in SERVING:
            kind = owner.kind  # "the UN refugee agency"
        light = self.lexicon.words("light_modifiers")
        modifiers = frozenset(
            w.lower[t] for t in range(core, i) if w.pos[t] in ("NOUN", "ADJ", "PROPN") and w.lower[t] not in light
        )
        possessor = any(w.dep[c] == "poss" and w.lower[c] not in POSSESSIVE_PRONOUNS for c in kids)
        end = extent(w, i)
        name = w.phrase(core, end)
        holder = next((c for c in kids if w.dep[c] == "poss" and w.lower[c] in ("country", "nation")), None)
        if nation is not None and holder is not None and holder + 2 <= i:
            name = f"{nation.name}'s {w.phrase(holder + 2, i + 1)}"
        name += of_phrase(w, self.at, i, plural)
        if owner is not None and owner.kind in ("SecurityForce", "GovernmentBody") and kind in ("Person", "Group"):
            nation = nation or owner.country
        return Nominal(
            left, end, i, name, kind, noun, plural,
            count=self._counted(i),
            definite=article in DEFINITE or possessor,
            named=any(c in self.bound for c in kids) or any(t in self.bound for t in range(core, i)),
            indefinite=article in INDEFINITE or (not plural and not article and not possessor),
            possessed=any(w.lower[c] in POSSESSIVE_PRONOUNS for c in kids),
            modifiers=modifiers, nation=nation, owner=None if nation is owner else owner, weak=weak,
            long="" if tells_of_others(w, self.at, i) else full_phrase(w, core, i),
        )  # fmt: skip

    def _pointed_owner(self, kids: list[int]) -> Draft | None:
        """ "The country's army": the country named before."""
        w = self.w
        for c in kids:
            if w.dep[c] == "poss" and w.lower[c] in ("country", "nation") and c not in self.at:
                return point(w, self.lexicon, self.stage, c, w.lower[c], frozenset())
        return None

    def _core(self, left: int, i: int, first: int) -> int:
        """Where the phrase starts without article, number and light modifiers."""
        w, light = self.w, self.lexicon.words("light_modifiers")
        at = left
        for c in w.children[i]:
            if w.dep[c] == "poss" and c in self.at and self.at[c].person and self.at[c].named:
                return min(m.start for m in self.at[c].mentions if m.head == c)  # without his titles
        for t in range(left, first):
            skip = (
                w.pos[t] in ("DET", "NUM", "ADV", "PUNCT", "ADP", "PRON", "SCONJ", "CCONJ")
                or (w.lower[t] in light or w.dep[t] == "nummod")
                or w.label[t] in ("CARDINAL", "QUANTITY")
            )
            if skip and t not in self.at and not (w.text[t] == "-" and t > at):
                at = t + 1
        at = min(at, first)
        if any(t in self.at and self.at[t].person and self.at[t].named for t in range(at, first)):
            at = first  # a verb taken for a participle: "Union leader Sy accused managers"
        while at > left and w.glued(at) and w.glued(at - 1) and w.text[at - 1] == "-":
            at -= 2  # "non-smokers"
        return max(at, left)
