"""Whose a body is: "its military" of the country spoken of, "his party" of the person; and what describes it fully."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.extract.actors.mentions import Draft, Stage
from kg.extract.actors.words import SUBJECTS, Words

FROM: Final = frozenset({"of", "from", "for"})
WITHIN: Final = 5  # tokens from a person's name to the party's: "Sy of the governing Unity Party"
LONGEST: Final = 10  # tokens of a complement
OPENERS: Final = frozenset({"of", "in", "from", "at", "near", "on", "without", "with"})
CHARGING: Final = frozenset({"accuse", "convict", "suspect", "acquit", "inform", "warn", "rob", "strip", "remind"})
SERVES: Final = frozenset({"PoliticalParty", "Organization", "CivilSocietyOrganization"})


def country_of(w: Words, stage: Stage, i: int) -> Draft | None:
    """The country that "its" before token i means: the subject last before it, where that is a country."""
    sentence = w.sentence[i]
    for at in range(i - 1, w.bounds[max(0, sentence - 1)][0] - 1, -1):
        draft = stage.at.get(at)
        if draft is not None and w.dep[at] in SUBJECTS and draft.actor and not draft.person:
            return draft if draft.kind == "Country" else None
    return None


def party_of(w: Words, stage: Stage, person: Draft) -> Draft | None:
    """The party that a person is named with: "Sy of the Unity Party", "the Unity Party's Sy"."""
    for mention in person.mentions:
        owner = next((stage.at[c] for c in w.children[mention.head] if w.dep[c] == "poss" and c in stage.at), None)
        if owner is not None and owner.kind in SERVES:
            return owner
        end = mention.end
        if end >= len(w.text) or w.lower[end] not in FROM:
            continue
        for at in range(end + 1, min(end + 1 + WITHIN, len(w.text))):
            if (
                w.text[at] in ",.;"
                or w.lower[at] == "respectively"
                or w.pos[at] in ("VERB", "AUX")
                or w.lower[at] in FROM
            ):
                break
            draft = stage.at.get(at)
            if draft is not None and draft.named and draft.kind in SERVES:
                return draft
    return None


def party_meant(w: Words, stage: Stage, i: int) -> Draft | None:
    """The party that "his party" at token i means, by the persons before it."""
    for at in range(i - 1, w.bounds[max(0, w.sentence[i] - 1)][0] - 1, -1):
        draft = stage.at.get(at)
        if draft is not None and draft.person and draft.named and w.dep[at] in SUBJECTS:
            return party_of(w, stage, draft)
    return None


def full_phrase(w: Words, start: int, i: int) -> str:
    """The noun phrase from `start` with what stands behind its head i: "people hurt by the blast", "" for none."""
    opener = i + 1
    if opener >= len(w.text) or w.head[opener] != i:
        return ""
    told = w.dep[opener] == "prep" and w.lower[opener] in OPENERS
    if not told and not (w.dep[opener] == "acl" and w.tag[opener] in ("VBN", "VBG")):
        return ""
    if w.lower[opener] == "of" and w.lemma[w.head[i]] in CHARGING:
        return ""  # "accused the government of fraud"
    inside = set(w.subtree(opener))
    end = opener
    while end < len(w.text) and end in inside and w.text[end] not in {",", ";", ":", "(", '"', "“", "-", "–", "—"}:
        end += 1
    if (
        end - opener < 2
        or end - opener > LONGEST
        or any(w.tag[t] in ("WDT", "WP", "VBD") for t in range(opener + 1, end))
    ):
        return ""
    return w.phrase(start, end)


def tells_of_others(w: Words, at: Mapping[int, Draft], i: int) -> bool:
    """ "Fighters shelling the army" is no phrase to call the fighters by."""
    told = (c for c in w.children[i] if w.dep[c] == "acl")
    return any(t in at and at[t].actor for c in told for t in w.subtree(c))


def of_phrase(w: Words, at: Mapping[int, Draft], i: int, plural: bool) -> str:
    """The rest of "commanders of the Malian army", where the noun alone would say little."""
    for c in w.children[i] if plural else ():
        if c == i + 1 and w.lower[c] == "of":
            for g in w.children[c]:
                if w.dep[g] == "pobj" and g in at and at[g].named:
                    return f" {w.phrase(c, g + 1)}"
    return ""


def behind(w: Words, at: Mapping[int, Draft], i: int, kind: str) -> Draft | None:
    """The country or body that "of" or "in" ties to the noun: "the government of Mali"."""
    people = kind in ("Person", "Group")
    for c in w.children[i]:
        if c > i and w.lower[c] in (("of",) if people else ("of", "in")) and w.dep[c] == "prep":
            for g in w.children[c]:
                if w.dep[g] == "pobj" and g in at and (w.lower[c] == "of" or at[g].kind == "Country"):
                    return at[g]
    return None
