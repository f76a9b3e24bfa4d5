"""What pronouns point at: the nearest compatible antecedent, subjects first; no guess when two stand equally."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.mentions import Draft, Mention, Stage, point
from kg.extract.actors.words import SUBJECTS, Words
from kg.lexicon.actors import ActorLexicon

HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
IT: Final = frozenset({"it", "its", "itself"})
PRONOUNS: Final = HE | SHE | THEY | IT
SIZES: Final = {
    "city": ("city",), "town": ("city",), "village": ("city",), "province": ("region",), "region": ("region", "area"),
    "state": ("region", "area"), "district": ("region", "area"), "area": ("city", "region", "area"),
    "county": ("region", "area"), "suburb": ("city",), "neighbourhood": ("city",), "port": ("city",),
}  # fmt: skip
REACH: Final = 2  # sentences back
MARGIN: Final = 0.5
QUOTES: Final = frozenset({'"', "“", "”"})
OPENING: Final = 2  # tokens into a quotation
PLURAL: Final = frozenset({"Group", "ArmedGroup"})


def settle_pronouns(w: Words, lexicon: ActorLexicon, stage: Stage) -> None:
    """Points each pronoun that has a clear antecedent at its draft, in text order."""
    speech = lexicon.words("speech")
    quoted = False
    for i, word in enumerate(w.lower):
        if i and w.block[i] != w.block[i - 1]:
            quoted = False
        if w.text[i] in QUOTES:
            quoted = w.text[i] == "“" or (w.text[i] == '"' and not quoted)
        if quoted and word in THEY | IT and i - w.bounds[w.sentence[i]][0] <= OPENING:
            continue  # "They beat us," said a student: of whom he spoke before, the text does not tell
        if word in HE | SHE and _between_two(w, stage, i, speech):
            continue
        if word in PRONOUNS and i not in stage.at and w.sentence[i] >= 0 and not _empty(w, i):
            draft = _antecedent(w, stage, i)
            if draft is not None:
                stage.point(draft, Mention(i, i + 1, i, w.text[i], counted=False))


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
    between = {id(d) for t in range(speaker + 1, i) if (d := stage.at.get(t)) is not None and _fits(w.lower[i], d)}
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


def _fits(word: str, d: Draft) -> bool:
    if word in HE or word in SHE:
        return d.person and not d.plural and d.gender in ("", "m" if word in HE else "f")
    if word in THEY:
        return d.plural or d.kind in PLURAL
    return not d.person and not (d.plural and d.kind in PLURAL)


def _antecedent(w: Words, stage: Stage, i: int) -> Draft | None:
    word = w.lower[i]
    scores: dict[int, float] = {}
    drafts: dict[int, Draft] = {}
    here = w.sentence[i]
    first = w.bounds[max(0, here - REACH)][0]
    for at in range(first, i):
        d = stage.at.get(at)
        if d is None or not _fits(word, d) or abs(w.block[i] - w.block[at]) > 1:
            continue
        if (w.dep[at] in ("amod", "nmod", "compound") and not d.person) or _same_clause(w, i, at):
            continue
        score = _weight(w, i, at, here)
        if d.kind in ("Place", "Facility"):
            score -= 1.5
        if id(d) not in scores or score > scores[id(d)]:
            scores[id(d)], drafts[id(d)] = score, d
    ranked = sorted(scores, key=lambda k: -scores[k])
    if not ranked or scores[ranked[0]] <= 0:
        return None
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN:
        return None
    return drafts[ranked[0]]


def _weight(w: Words, i: int, at: int, here: int) -> float:
    score = 2.0 - 1.0 * (here - w.sentence[at])
    if w.dep[at] in SUBJECTS:
        score += 1.5
        if w.sentence[at] == here and w.head[at] in _governors(w, i):
            score += 1.0  # the subject of the clause that the pronoun stands in
            if w.dep[i] == "nsubjpass" and w.head[i] != w.head[at]:
                score -= 3.0  # "Sy confirmed the guard's death, saying he had been shot"
    elif w.dep[at] in ("dobj", "appos", "attr"):
        score += 0.5
    elif w.dep[at] == "poss":
        score += 0.5 if w.dep[i] == "poss" else 0.25
    if w.lower[at] in PRONOUNS:
        score += 0.25
    return score


def _governors(w: Words, i: int) -> set[int]:
    found = set()
    while w.head[i] != i:
        i = w.head[i]
        found.add(i)
    return found


def _same_clause(w: Words, i: int, at: int) -> bool:
    """Whether the two are arguments of one verb, so that only "himself" could join them."""
    if w.dep[i] == "poss" or w.lower[i].endswith(("self", "selves")):
        return False
    verb = w.head[i] if w.dep[i] != "pobj" else w.head[w.head[i]]
    return w.head[at] == verb and w.dep[at] in SUBJECTS and w.dep[i] not in SUBJECTS
