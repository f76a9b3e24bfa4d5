"""Which descriptions are one actor, and which name a description or a pronoun points at.

A description joins an actor named or described before when noun, number and modifiers agree; a definite one may point
at a name by its kind. Where two antecedents stand equally, there is no guess: a wrong merge costs more than a split.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.extract.actors.definite import Definite
from kg.extract.actors.mentions import REACH, Draft, Mention, Nominal, Stage
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon

ARMIES: Final = frozenset({"army", "military"})
LEADING: Final = frozenset({"leads", "commands"})


class Descriptions:
    """Settles descriptions one after the other, in text order within each pass."""

    def __init__(self, w: Words, lexicon: ActorLexicon, stage: Stage) -> None:
        self.w = w
        self.lexicon = lexicon
        self.stage = stage
        self.described: list[Draft] = []
        self.definite = Definite(w, lexicon, stage)

    def settle(self, nominals: Iterable[Nominal]) -> None:
        """Gives each description its draft: one that is here already, or its own."""
        for n in nominals:
            if n.head in self.stage.at:
                continue
            beside = n.same or self._beside(n)
            if beside is not None and beside.person:
                beside.nouns.add(n.lemma)
            draft = (
                beside
                or self._body_of(n)
                or self.definite.called(n, self.described)
                or self._again(n)
                or self.definite.pointed(n)
            )
            if draft is not None:
                self._join(draft, n)
            elif self.w.titled[self.w.sentence[n.head]] and n.modifiers:
                continue  # in title case the modifiers cannot be told from names
            elif not n.weak or n.nation is not None or n.owner is not None:
                self._own(n)

    # -- joining --------------------------------------------------------------------------------------------------

    def _own(self, n: Nominal) -> None:
        owned = n.nation is not None or (n.owner is not None and n.owner.kind == "Place")
        institution = owned and n.kind in ("GovernmentBody", "SecurityForce") and not n.count
        institution = institution or (n.named and n.kind not in ("Person", "Group", "Facility"))
        draft = Draft(n.kind, n.name, institution, plural=n.plural, lemma=n.lemma, modifiers=n.modifiers, count=n.count)
        draft.mentions.append(self._mention(n))
        draft.country, draft.definite = n.nation, n.definite
        draft.owner = n.owner
        draft.also += [n.long] if n.long else []
        if n.lemma in self.lexicon.words("reigns") and n.owner is not None and n.owner.person:
            draft.named = True  # "the Okoro administration"
            draft.country = next((of for _, of in n.owner.posts if of is not None and of.kind == "Country"), None)
        draft.gender = self.lexicon.gender.get(n.lemma, "")
        self.described.append(self.stage.add(draft))

    def _mention(self, n: Nominal, counted: bool = True) -> Mention:
        return Mention(n.start, n.end, n.head, n.name, counted)

    def _join(self, draft: Draft, n: Nominal) -> None:
        same_words = not draft.named or (
            draft.lemma in (n.lemma, "regime", "administration") and bool(n.modifiers or n.nation or n.owner)
        )
        self.stage.point(draft, self._mention(n, counted=same_words))
        if draft.person and draft.named and n.lemma in self.lexicon.words("lone"):
            draft.nouns.add(n.lemma)
        if n.long and not draft.named:
            draft.also.append(n.long)
        if not draft.named and len(n.name) > len(draft.name) and draft.modifiers <= n.modifiers:
            draft.name, draft.modifiers = n.name, n.modifiers
        if draft.country is None and (not draft.named or (draft.person and not draft.posts)):
            draft.country = n.nation  # "Ana Ruiz, a Peruvian national"
        if draft.owner is None and not draft.named:
            draft.owner = n.owner

    # -- candidates -----------------------------------------------------------------------------------------------

    def _beside(self, n: Nominal) -> Draft | None:
        """Apposition, copula, a name as modifier: "Amara Sy, a teacher", "Sy is a teacher", "the Frontex mission"."""
        w, at = self.w, self.stage.at
        if n.owner is not None and n.owner.person and n.lemma in self.lexicon.words("reigns"):
            reigns = (d for d in self.described if d.owner is n.owner and d.lemma in self.lexicon.words("reigns"))
            return next(reigns, None)
        if n.owner is not None and n.owner.actor and n.owner.kind != "Country" and self._is_owner(n):
            n.owner.nouns.add(n.lemma)
            return n.owner
        if w.lower[n.head - 1] == ")" and (named := at.get(n.head - 2)) is not None and self._kind_fits(n, named):
            named.nouns.add(n.lemma)
            return named
        if w.dep[n.head] == "appos" and (draft := at.get(w.head[n.head])) is not None and self._kind_fits(n, draft):
            return draft
        for c in w.children[n.head]:
            if w.dep[c] in ("appos", "flat") and c in at and at[c].named and self._kind_fits(n, at[c]):
                return at[c]
        if w.dep[n.head] in ("compound", "nmod", "amod") and w.head[n.head] in at:
            draft = at[w.head[n.head]]
            return draft if draft.named and self._kind_fits(n, draft) and w.head[n.head] > n.head else None
        verb = w.head[n.head]
        if w.dep[n.head] == "attr" and w.lemma[verb] == "be":
            subject = next((c for c in w.children[verb] if w.dep[c] == "nsubj"), None)
            draft = at.get(subject) if subject is not None else None
            if draft is not None and draft.named and self._kind_fits(n, draft):
                return draft
        return None

    def _is_owner(self, n: Nominal) -> bool:
        """ "The Frontex mission" is Frontex; "the Frontex director" is not."""
        owner = n.owner
        assert owner is not None
        adjacent = any(m.end == n.head - n.lemma.count(" ") for m in owner.mentions)
        if not adjacent or n.count:
            return False
        if n.kind == owner.kind and n.kind in ("ArmedGroup", "SecurityForce", "PoliticalParty", "MediaOrganization"):
            return True
        return owner.kind in self.lexicon.anaphors.get(n.lemma, ()) or owner.lemma == n.lemma

    def _kind_fits(self, n: Nominal, draft: Draft) -> bool:
        if n.kind == "Person" or draft.person:
            return n.kind == "Person" and draft.person
        return n.kind == draft.kind or draft.kind in self.lexicon.anaphors.get(n.lemma, ())

    def _body_of(self, n: Nominal) -> Draft | None:
        """ "Kenyan police" again, or as the "Kenya Police" that was named."""
        if n.nation is None or n.count or n.kind in ("Person", "Group"):
            return None
        for draft in self.stage.drafts:
            alike = draft.modifiers == n.modifiers or draft.entry is not None
            alike = alike or (draft.named and not draft.modifiers)
            if draft.lemma == n.lemma and draft.country is n.nation and alike:
                return draft  # "the Greek finance ministry" is not "the Greek interior ministry"
        return None

    def _again(self, n: Nominal) -> Draft | None:
        """A description with the same noun, number and modifiers."""
        found = next((d for d in reversed(self.described) if self._agrees(d, n)), None)
        return found or self._army_of(n)

    def _army_of(self, n: Nominal) -> Draft | None:
        """ "Soldiers" as such are the one army of the article."""
        bare = n.plural and not n.count and not n.modifiers and n.nation is None and n.owner is None
        if not bare or n.lemma not in ("soldier", "soldiers", "troop", "troops"):
            return None
        forces = [d for d in self.stage.drafts if d.kind == "SecurityForce" and d.lemma in ARMIES]
        return forces[0] if len(forces) == 1 and len(forces[0].mentions) > 0 else None

    def _agrees(self, d: Draft, n: Nominal) -> bool:
        if d.plural != n.plural:
            return False
        if d.lemma != n.lemma and (d.lemma not in ARMIES or n.lemma not in ARMIES or d.modifiers or n.modifiers):
            return False
        if n.nation is not None and d.country is not None and n.nation is not d.country:
            return False
        if n.owner is not None and d.owner is not n.owner:
            return False
        narrower, wider = n.modifiers <= d.modifiers, d.modifiers <= n.modifiers
        if n.count or d.count:
            same = n.count == d.count and (narrower or wider)
            return same or (not n.count and n.definite and narrower and self._near(d, n))
        if n.plural and not n.definite:
            return n.modifiers == d.modifiers
        if n.plural:
            return narrower and self._near(d, n)
        if n.definite or n.possessed:
            return narrower
        if n.kind in ("GovernmentBody", "SecurityForce", "MediaOrganization") and not n.indefinite:
            return narrower
        above = all(self.w.summary[self.w.sentence[m.head]] for m in d.mentions)
        here = self.w.summary[self.w.sentence[n.head]]
        return above and not here and (narrower or wider)

    def _near(self, d: Draft, n: Nominal) -> bool:
        return self.w.sentence[n.head] - max(self.w.sentence[m.head] for m in d.mentions) <= 2 * REACH
