"""What contains a place, and which country a body belongs to: from the gazetteer and from the words around the name."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.mentions import Draft, Stage
from kg.extract.actors.names import Found
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon
from kg.lexicon.gazetteer import Entry, Gazetteer

STATE: Final = frozenset({"GovernmentBody", "SecurityForce", "Organization"})
PLACES: Final = frozenset({"Place", "Facility"})
WIDE: Final = frozenset({"continent", "area", "sea"})  # contain countries; not worth a node of their own


def tie_to_countries(w: Words, found: Found, stage: Stage) -> None:
    """Gives each named body its last word, and the country that its name starts with: "Kenya Water Office"."""
    countries = {d.entry.id: d for d in stage.drafts if d.entry is not None and d.entry.kind == "Country"}
    for draft in list(stage.drafts):
        if not draft.named or draft.kind in ("Person", "Country", "Place"):
            continue
        draft.lemma = draft.lemma or draft.name.split()[-1].lower()
        if draft.entry is not None and draft.entry.country:
            draft.country = next(
                (c for c in countries.values() if c.entry and c.entry.country == draft.entry.country), None
            )
            continue
        for mention in draft.mentions:
            for end in range(mention.start + 1, mention.end):
                matches = found.known.get((mention.start, end), ())
                states = [m.entry for m in matches if m.entry.kind == "Country"]
                if len(states) == 1 and matches[0].entry is states[0] and draft.kind in STATE:
                    draft.country = context(stage, states[0])
                elif matches and matches[0].entry.kind == "InternationalOrganization" and draft.entry is None:
                    draft.owner = context(stage, matches[0].entry)
        draft.country = _possessor(w, stage, draft) or draft.country


def context(stage: Stage, entry: Entry) -> Draft:
    """The draft of an entry, made without mentions when the text does not name it."""
    for draft in stage.drafts:
        if draft.entry is not None and draft.entry.id == entry.id:
            return draft
    return stage.add(Draft(entry.kind, entry.name, True, entry=entry))


def _possessor(w: Words, stage: Stage, draft: Draft) -> Draft | None:
    for mention in draft.mentions:
        for c in w.children[mention.head]:
            owner = stage.at.get(c)
            if owner is not None and owner.kind == "Country" and (w.dep[c] == "poss" or c < mention.start):
                return owner
    return None


def contain(w: Words, stage: Stage, lexicon: ActorLexicon, places: Gazetteer) -> None:
    """Fills `within` of every place, adding the regions and countries that the gazetteer knows."""
    known: dict[str, Draft] = {d.entry.id: d for d in stage.drafts if d.entry is not None}
    for draft in list(stage.drafts):
        if draft.kind in PLACES and draft.entry is not None:
            _by_gazetteer(draft, known, stage, places)
    for draft in list(stage.drafts):
        if draft.kind in PLACES and not draft.within and draft.mentions and draft.named:
            holder = _by_text(w, stage, lexicon, draft)
            if holder is not None and not _reaches(holder, draft):
                draft.within.append(holder)


def _by_gazetteer(draft: Draft, known: dict[str, Draft], stage: Stage, places: Gazetteer) -> None:
    inner = draft
    for above in places.ancestors(draft.entry) if draft.entry else ():
        if above.feature in WIDE or inner.kind == "Country":
            return
        holder = known.get(above.id)
        if holder is None:
            holder = known[above.id] = stage.add(Draft(above.kind, above.name, True, entry=above))
        if holder not in inner.within:
            inner.within.append(holder)
        inner = holder


def _reaches(inner: Draft, outer: Draft) -> bool:
    todo, seen = [inner], set()
    while todo:
        at = todo.pop()
        if at is outer:
            return True
        if id(at) not in seen:
            seen.add(id(at))
            todo.extend(at.within)
    return False


def _by_text(w: Words, stage: Stage, lexicon: ActorLexicon, draft: Draft) -> Draft | None:
    """ "Oru, a village in the Kani district", "Oru, Mali", "the town of Oru in Mali"."""
    at, nouns = stage.at, lexicon.words("place_nouns")
    for mention in draft.mentions:
        owner = next((at[c] for c in w.children[mention.head] if w.dep[c] == "poss" and c in at), None)
        if owner is not None and owner.kind in ("Place", "Country"):
            return owner
        heads = [mention.head]
        heads += [c for c in w.children[mention.head] if w.dep[c] == "appos"]
        above = w.head[mention.head]
        if w.lower[above] == "of" and w.lower[w.head[above]] in nouns:
            heads.append(w.head[above])
        for head in heads:
            if head != mention.head and head in at and at[head] is not draft and at[head].kind in ("Place", "Country"):
                return at[head]
            for c in w.children[head]:
                if c > head and w.lower[c] in ("in", "of", "within", "on") and w.dep[c] == "prep":
                    for g in w.children[c]:
                        if (holder := _place_at(w, stage, g, nouns)) is not None and holder is not draft:
                            return holder
        inner = _tail(w, stage, mention.start, mention.end, draft)
        if inner is not None:
            return inner
        behind = mention.end
        if behind + 1 < len(w.text) and w.text[behind] == ",":
            holder = at.get(behind + 1) or at.get(behind + 2)
            if holder is not None and holder.kind == "Country" and holder is not draft:
                return holder
    return None


def _place_at(w: Words, stage: Stage, i: int, nouns: frozenset[str]) -> Draft | None:
    """The place that token i means, also as "the X region"."""
    found = stage.at.get(i)
    if found is None and w.lower[i] in nouns:
        found = next(
            (stage.at[c] for c in w.children[i] if c in stage.at and w.dep[c] in ("compound", "nmod", "amod")), None
        )
    return found if found is not None and found.kind in ("Place", "Country") else None


def _tail(w: Words, stage: Stage, start: int, end: int, draft: Draft) -> Draft | None:
    """ "East Goma" lies in Goma where the article names it."""
    if end - start < 2:
        return None
    last = w.text[end - 1]
    return next((d for d in stage.drafts if d is not draft and d.name == last and d.kind == "Place"), None)
