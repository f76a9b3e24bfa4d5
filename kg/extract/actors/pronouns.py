"""What pronouns point at: the nearest compatible antecedent, subjects first; no guess when two stand equally."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.mentions import Draft, Mention, Stage, point
from kg.extract.actors.salience import HE, IT, PRONOUNS, SHE, THEY, Salience, fits
from kg.extract.actors.words import SUBJECTS, Words
from kg.lexicon.actors import ActorLexicon

SIZES: Final = {
    "city": ("city",), "town": ("city",), "village": ("city",), "province": ("region",), "region": ("region", "area"),
    "state": ("region", "area"), "district": ("region", "area"), "area": ("city", "region", "area"),
    "county": ("region", "area"), "suburb": ("city",), "neighbourhood": ("city",), "port": ("city",),
}  # fmt: skip
REACH: Final = 2  # sentences back
MARGIN: Final = 0.5
OPENING: Final = 2  # tokens into a quotation
BOTH: Final = "both"
SAYING: Final = frozenset({"say", "tell", "add", "explain"})
TWO: Final = frozenset({"two", "2"})


def settle_pronouns(w: Words, lexicon: ActorLexicon, stage: Stage) -> None:
    """Points each pronoun that has a clear antecedent at its draft, in text order."""
    speech = lexicon.words("speech")
    salience = Salience(w, stage)
    for i, word in enumerate(w.lower):
        if word not in PRONOUNS and not _bare_both(w, i):
            continue
        if salience.quoted[i] and word in THEY | IT and i - w.bounds[w.sentence[i]][0] <= OPENING:
            continue  # "They beat us," said a student: of whom he spoke before, the text does not tell
        if word in HE | SHE and _between_two(w, stage, i, speech):
            continue
        if i in stage.at or w.sentence[i] < 0 or _empty(w, i):
            continue
        meant = _antecedent(w, stage, salience, i)
        if len(meant) == 1:
            stage.point(meant[0], Mention(i, i + 1, i, w.text[i], counted=False))
            if word in HE | SHE and not meant[0].gender:
                meant[0].gender = "m" if word in HE else "f"
        elif meant:
            stage.sets[i] = meant


def _bare_both(w: Words, i: int) -> bool:
    """ "Both deny it.": the two just told of."""
    return w.lower[i] == BOTH and w.dep[i] in SUBJECTS and not w.children[i]


def _between_two(w: Words, stage: Stage, i: int, speech: frozenset[str]) -> bool:
    """ "Sy spoke of the guard's escape, saying he knew the way": he may be either; if he "had been shot", the guard."""
    verb = w.head[i]
    if w.dep[i] != "nsubj" or w.dep[verb] != "ccomp" or w.lemma[w.head[verb]] not in speech:
        return False
    told = w.head[verb]
    while w.dep[told] in ("advcl", "xcomp", "conj") and w.head[told] != told:
        told = w.head[told]
    speaker = next((c for c in w.children[told] if w.dep[c] in SUBJECTS), None)
    if speaker is None or speaker > i:
        return False
    between = {id(d) for t in range(speaker + 1, i) if (d := stage.at.get(t)) is not None and fits(w.lower[i], d)}
    return bool(between - {id(stage.at.get(speaker))})


def settle_places(w: Words, lexicon: ActorLexicon, stage: Stage) -> None:
    """Points "the city", "the country" at the place named last, where its size fits the noun."""
    for i, noun in enumerate(w.lower):
        if noun not in lexicon.anaphors or i in stage.at or w.pos[i] != "NOUN" or w.dep[i] in ("compound", "amod"):
            continue
        kids = {w.lower[c] for c in w.children[i]}
        if not kids & {"the", "this"} or "of" in kids or not lexicon.anaphors[noun] <= {"Country", "Place"}:
            continue
        draft = point(w, lexicon, stage, i, noun, frozenset())
        feature = draft.entry.feature if draft is not None and draft.entry is not None else ""
        if draft is not None and (draft.kind == "Country" or feature in ("", *SIZES.get(noun, ("",)))):
            stage.point(draft, Mention(i, i + 1, i, w.text[i], counted=False))


def _empty(w: Words, i: int) -> bool:
    """ "It is clear that ...", "it emerged that ...": points at nothing."""
    if w.lower[i] != "it":
        return False
    if w.dep[i] == "expl" or w.dep[i] in ("dobj", "pobj"):
        return True
    verb = w.head[i]
    kids = {w.dep[c] for c in w.children[verb]}
    return (w.lemma[verb] == "be" and bool(kids & {"acomp", "ccomp", "advcl"})) or w.lemma[verb] in (
        "emerge",
        "seem",
        "appear",
        "rain",
        "take",
        "occur",
        "happen",
    )


def _antecedent(w: Words, stage: Stage, salience: Salience, i: int) -> tuple[Draft, ...]:
    """What the pronoun at i means: one, several told of together ("Chad and Mali said they ..."), or nothing."""
    word = "they" if w.lower[i] == BOTH else w.lower[i]
    scores: dict[tuple[int, ...], float] = {}
    meant: dict[tuple[int, ...], tuple[Draft, ...]] = {}
    here = w.sentence[i]
    first = w.bounds[max(0, here - REACH)][0]
    telling = _speakers(w, stage, salience, range(first, i)) if salience.quoted[i] else set()
    for at in range(first, i):
        d = stage.at.get(at)
        if d is None or id(d) in telling or abs(w.block[i] - w.block[at]) > 1 or salience.hidden(i, at):
            continue
        if (w.dep[at] in ("amod", "nmod", "compound") and not d.person) or _same_clause(w, i, salience.place(at)):
            continue
        group = _together(w, stage, at, i) if word in THEY else ()
        if not group and not fits(word, d):
            continue
        if w.lower[i] == BOTH and len(group) != len(TWO) and d.count not in TWO:
            continue
        found = group or (d,)
        key = tuple(id(x) for x in found)
        score = salience.weight(i, at, d)
        if key not in scores or score > scores[key]:
            scores[key], meant[key] = score, found
    ranked = sorted(scores, key=lambda k: -scores[k])
    if not ranked or scores[ranked[0]] <= 0:
        return ()
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN:
        return ()
    return meant[ranked[0]]


def _speakers(w: Words, stage: Stage, salience: Salience, within: range) -> set[int]:
    """Who speaks in these sentences: the one who is quoted does not call himself "he"."""
    verbs = (t for t in within if w.dep[t] in SUBJECTS and w.lemma[w.head[t]] in SAYING and not salience.quoted[t])
    return {id(stage.at[t]) for t in verbs if t in stage.at}


def _together(w: Words, stage: Stage, at: int, i: int) -> tuple[Draft, ...]:
    """The coordinated that start at token `at` and end before i, all of them known: "Chad and Mali"."""
    if w.dep[at] not in (*SUBJECTS, "dobj"):
        return ()
    found = [stage.at.get(c) for c in w.conjuncts(at) if c < i]
    known = tuple(dict.fromkeys(d for d in found if d is not None and d.actor))
    return known if len(known) == len(found) > 1 else ()


def _same_clause(w: Words, i: int, at: int) -> bool:
    """Whether the two are arguments of one verb, so that only "himself" could join them."""
    if w.dep[i] == "poss" or w.lower[i].endswith(("self", "selves")):
        return False
    verb = w.head[i] if w.dep[i] != "pobj" else w.head[w.head[i]]
    return w.head[at] == verb and w.dep[at] in SUBJECTS and w.dep[i] not in SUBJECTS
