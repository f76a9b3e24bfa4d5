"""What definite descriptions point at: "the army", "the president", "the group", "the accused"."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.belonging import party_meant
from kg.extract.actors.mentions import REACH, Draft, Nominal, Stage, point
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon

# Whose secretary is a minister: "the Home Secretary", "the Treasury Secretary".
DEPARTMENTS: Final = frozenset(
    {"home", "foreign", "health", "transport", "defence", "defense", "education", "energy", "environment", "justice",
     "treasury", "business", "trade", "culture", "agriculture", "interior", "labor", "labour", "housing", "commerce"}
)  # fmt: skip


class Definite:
    """Looks for what was named before and is now described."""

    def __init__(self, w: Words, lexicon: ActorLexicon, stage: Stage) -> None:
        self.w = w
        self.lexicon = lexicon
        self.stage = stage

    def pointed(self, n: Nominal) -> Draft | None:
        """What "the army", "the president", "the group" point at."""
        if n.possessed and n.lemma == "party" and n.nation is None:
            return party_meant(self.w, self.stage, n.head)
        if n.count or (n.indefinite and n.plural is False and n.lemma not in self.lexicon.words("state_bodies")):
            return None
        if n.kind == "Person":
            return (self._office_holder(n) or self._lone_person(n)) if n.definite else None
        if n.nation is not None and n.definite and not n.plural:
            draft = point(self.w, self.lexicon, self.stage, n.head, n.lemma, frozenset())
            if draft is None or draft.country is not n.nation:
                return None
            other = draft.lemma == n.lemma and draft.modifiers and not n.modifiers <= draft.modifiers
            return None if other and draft.entry is None else draft  # "the Malian group"
        if n.nation is not None or n.owner is not None:
            return None
        if n.lemma in self.lexicon.words("state_bodies") and not n.modifiers:
            bodies = [d for d in self.stage.drafts if d.lemma == n.lemma and d.country is not None and not d.count]
            if (
                len(bodies) == 1
                and (bodies[0].first < n.head or self.w.summary[self.w.sentence[n.head]])
                and not n.possessed
            ):
                return bodies[0]
            if bodies:
                return self._nearest(bodies, n.head, REACH) if n.definite else None
        if n.definite and not n.plural:
            return point(self.w, self.lexicon, self.stage, n.head, n.lemma, n.modifiers)
        return None

    def called(self, n: Nominal, described: list[Draft]) -> Draft | None:
        """ "The nurse", "the colonel" after "Sara Lund, a nurse"."""
        if not n.definite or n.count or n.modifiers or n.nation is not None or n.owner is not None:
            return None
        if n.plural or n.kind != "Person" or n.lemma in self.lexicon.words("lone"):
            return None
        w = self.w
        called = [
            d
            for d in self.stage.drafts
            if d.person and d.named and (n.lemma in d.nouns or any(w.lower[m.start - 1] == n.lemma for m in d.mentions))
        ]
        called = [d for d in called if d.mentions and d.first < n.head]
        alike = any(d.lemma == n.lemma and not d.plural for d in described)  # someone without a name
        return called[0] if len(called) == 1 and not alike else None

    def _lone_person(self, n: Nominal) -> Draft | None:
        """ "The accused", "the 61-year-old": the only person named shortly before."""
        if n.lemma not in self.lexicon.words("lone") or n.nation is not None or n.owner is not None:
            return None
        called = [d for d in self.stage.drafts if d.person and d.named and n.lemma in d.nouns and d.first < n.head]
        if called:
            return called[0] if len(called) == 1 else None
        low = self.w.bounds[max(0, self.w.sentence[n.head] - REACH)][0]
        told = (self.stage.at.get(t) for t in range(low, n.head))
        near = {id(d): d for d in told if d is not None and d.person and d.named}
        private = [d for d in near.values() if not d.posts]  # the judge is not the accused
        return private[0] if len(private) == 1 else None

    def _office_holder(self, n: Nominal) -> Draft | None:
        title = n.lemma if n.lemma != "minister" or n.name.lower() == "minister" else n.name.lower()
        holders = [
            d
            for d in self.stage.drafts
            if d.person and d.named and any(_bears(p.title.lower(), title) for p, _ in d.posts)
        ]
        before = [d for d in holders if d.first < n.head]
        if n.nation is not None:
            before = [d for d in before if any(of is n.nation for _, of in d.posts)]
        return before[0] if len(before) == 1 else self._nearest(before, n.head, REACH)

    def _nearest(self, drafts: list[Draft], head: int, reach: int) -> Draft | None:
        """The one draft mentioned last before, None when another is as near."""
        w = self.w
        last = {id(d): max((m.head for m in d.mentions if m.head < head), default=-1) for d in drafts}
        near = [d for d in drafts if last[id(d)] >= 0 and w.sentence[head] - w.sentence[last[id(d)]] <= reach]
        if not near:
            return None
        best = max(near, key=lambda d: last[id(d)])
        rivals = [d for d in near if d is not best and w.sentence[last[id(d)]] == w.sentence[last[id(best)]]]
        return None if rivals else best


def _bears(post: str, title: str) -> bool:
    if post.split()[-1:] == [title] or (title == "premier" and post.endswith("prime minister")):
        return True
    if title.endswith(" minister"):
        return post.endswith(" minister")
    return title == "minister" and post.endswith(" secretary") and post.split()[0] in DEPARTMENTS
