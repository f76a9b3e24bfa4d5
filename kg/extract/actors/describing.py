"""What the words around a name say of its kind: "the airline Aerosol", "Luz, a rights group,", "the Hope candidate"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.cutting import Name
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon, Head

ARTICLES: Final = frozenset({"a", "an", "the", "its", "their", "his", "her", "our", "one", "another"})
ENDING: Final = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PUNCT", "PRON"})
REACH: Final = 7  # tokens of a description behind a name: "Luz, the country's oldest private bank,"
UNSURE: Final = frozenset({"Place", "Facility", "Group", ""})
PARTISANS: Final = frozenset(
    {"candidate", "nominee", "lawmaker", "legislator", "senator", "deputy", "mp", "councillor", "seat", "voter",
     "hopeful", "ticket", "manifesto", "primary", "stronghold", "incumbent", "congressman", "congresswoman"}
)  # fmt: skip
SERVING: Final = frozenset({"of", "for", "from"})


def described(w: Words, lexicon: ActorLexicon, n: Name) -> Iterator[tuple[str, float]]:
    """The votes of a description beside the name, and of what it is a party to."""
    kind = _before(w, lexicon, n) or _behind(w, lexicon, n)
    if kind:
        yield kind, 6.5
        yield "Person", -3.0
    if _partisan(w, n):
        yield "PoliticalParty", 6.5
        yield "Person", -3.0


def _before(w: Words, lexicon: ActorLexicon, n: Name) -> str:
    """The kind of "the rating agency X", "a German newspaper, the X,"; "" for none."""
    at = n.start - 1
    if at > 1 and w.lower[at] == "the":
        at -= 1
    if at > 1 and w.text[at] in (",", ":") and w.dep[n.head] == "appos" and n.start <= w.head[n.head] + REACH:
        at -= 1
        if w.head[n.head] != at:
            return ""
    if at < 1 or not w.text[at].islower() or w.pos[at] not in ("NOUN", "PROPN", "ADJ") or w.tag[at] == "NNS":
        return ""
    head = _head(w, lexicon, at)
    return _kind(lexicon, head) if head is not None else ""


def _behind(w: Words, lexicon: ActorLexicon, n: Name) -> str:
    """The kind of "X, a rights group in Goma,", "X (a ferry company)"; "" for none."""
    at = n.end + 1
    if at + 1 >= len(w.text) or w.text[n.end] not in (",", "(", "-", "–", "—") or w.lower[at] not in ARTICLES:
        return ""
    end = at + 1
    while end < len(w.text) and end - at < REACH and w.pos[end] not in ENDING:
        end += 1
    last = end - 1
    if last <= at or w.pos[last] not in ("NOUN", "PROPN") or not w.text[last].islower() or w.tag[last] == "NNS":
        return ""
    if w.lower[last] in lexicon.words("place_nouns"):
        return "Place"
    head = _head(w, lexicon, last)
    if head is not None and head.noun == "group":
        return "CivilSocietyOrganization" if _volunteers(w, lexicon, last) else ""
    return _kind(lexicon, head) if head is not None else ""


def _volunteers(w: Words, lexicon: ActorLexicon, i: int) -> bool:
    return any(w.lemma[g] in lexicon.words("volunteers") for g in w.subtree(i))


def _head(w: Words, lexicon: ActorLexicon, i: int) -> Head | None:
    return lexicon.heads.get(f"{w.lower[i - 1]} {w.lower[i]}") or lexicon.heads.get(w.lower[i])


def _kind(lexicon: ActorLexicon, head: Head) -> str:
    """What the description says, "" where the noun says too little or the state's bodies are only named with it."""
    if head.noun in lexicon.words("state_bodies") or head.noun in lexicon.words("weak_heads"):
        return ""
    return "" if head.plain in UNSURE or head.plain == "Organization" else head.plain


def _partisan(w: Words, n: Name) -> bool:
    """ "The Hope candidate", "two senators of New Dawn", "seats for Nova": what has candidates and seats is a party."""
    placed = w.label[n.head] in ("GPE", "LOC", "FAC")
    if n.adjective or (placed and (n.matches or n.end - n.start < 2)):
        return False  # "an Ohio senator"
    up = w.head[n.head]
    if w.dep[n.head] in ("compound", "poss", "nmod") and up >= n.end:
        return w.lemma[up] in PARTISANS or w.lower[up] == "mps"
    if w.dep[n.head] != "pobj" or w.lower[up] not in SERVING or w.label[n.head] == "PERSON":
        return False
    return w.lemma[w.head[up]] in PARTISANS and w.head[up] < n.start and not (placed and w.lower[up] != "of")


def beside_person(w: Words, lexicon: ActorLexicon, n: Name) -> bool:
    """Whether the name is coordinated with a person's: "Joana Reis and Luz Prado"."""
    beside = [w.head[n.head]] if w.dep[n.head] == "conj" else [c for c in w.children[n.head] if w.dep[c] == "conj"]
    return any(w.label[i] == "PERSON" and w.text[i - 1] in lexicon.given for i in beside)
