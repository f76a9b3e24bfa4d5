"""Of what kind a described body is: by its head noun, by the words before it, its number, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final

from kg.extract.actors.mentions import Draft, Nominal
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon, Head

FORCEFUL: Final = frozenset({"force", "forces", "group", "groups", "fighters", "movement"})
QUALIFYING: Final = frozenset({"compound", "amod", "nmod", "poss"})
PARTISAN: Final = frozenset({"political", "opposition", "ruling"})
ARTICLES: Final = frozenset({"the", "a", "an"})
SERVING: Final = frozenset({"agency", "council", "commission", "committee", "court", "organisation", "organization",
                            "office", "body", "panel", "tribunal", "fund", "secretariat"})  # fmt: skip
PARTITIVE: Final = 7  # tokens from the numeral to the noun of "two of the former port officials"
NAMED: Final = frozenset({"GPE", "DATE", "MONEY", "PERCENT"})
IN_LAW: Final = ["-", "in", "-", "law"]
SUFFERED: Final = frozenset({"nsubjpass", "dobj"})


def body_kind(w: Words, lexicon: ActorLexicon, i: int, head: Head, counted: bool) -> str:
    """The kind of the body that the noun at token i describes, "" for none."""
    noun, kind = w.lower[i], head.plain
    words = {w.lower[c] for c in w.children[i] if w.dep[c] in ("compound", "amod", "nmod")}
    if words & lexicon.words("arming") and noun in FORCEFUL:
        return "ArmedGroup"
    if words & lexicon.words("civil") and kind == "Organization":
        return "CivilSocietyOrganization"
    if noun in ("coalition", "alliance") and any(w.lower[c] == "of" for c in w.children[i]):
        return "Organization"  # "a coalition of 40 charities"
    if kind == "SecurityForce" and counted:
        return kind if noun == "troops" and not suffers(w, lexicon, i) else "Group"
    if counted and w.lemma[i] in lexicon.people:
        return "Group"  # "five armed men"
    if noun == "camp" and " " not in head.noun:
        told = {w.lower[t] for c in w.children[i] if c < i for t in w.subtree(c)} - ARTICLES
        return kind if not told or told & lexicon.words("lived_in") else "Group"
    if w.tag[i] == "NNS":
        if kind == "PoliticalParty" and not words & PARTISAN:
            return ""  # "all relevant parties"
        return "Group" if kind == "Company" else kind
    return kind


def weak(w: Words, lexicon: ActorLexicon, i: int, head: Head) -> bool:
    """Whether the noun at token i needs a name, an owner or an antecedent to be an actor: "the mission", "its team"."""
    lemma = w.lemma[i]
    if lemma not in lexicon.words("weak_heads") or " " in head.noun or w.lower[i] == "forces":
        return False
    words = {w.lower[c] for c in w.children[i] if w.dep[c] in QUALIFYING and c < i}
    if words & (lexicon.words("arming") | lexicon.words("civil") | lexicon.words("peacekeeping")):
        return False
    if lemma not in lexicon.words("told_heads"):
        return True
    # "a rescue team", "farmers' organisations", but not "a small group"
    said = words - lexicon.words("vague") - lexicon.words("light_modifiers")
    return not any(x.isalpha() for x in said)


def suffers(w: Words, lexicon: ActorLexicon, i: int) -> bool:
    """Whether something is done to those at token i that counts them as people: "two soldiers were killed"."""
    first = w.chain_head(i)
    lemma = w.lemma[w.head[first]]
    return (w.dep[first] in SUFFERED and lemma in lexicon.words("toll_verbs")) or lemma in ("die", "perish", "drown")


def compound(w: Words, i: int) -> str:
    """The hyphenated word that ends in token i, "" for none: "son-in-law"."""
    start = i
    while start > 1 and w.text[start - 1] == "-" and w.glued(start) and w.glued(start - 1):
        start -= 2
    return "".join(w.lower[start : i + 1]) if start < i else ""


def partitive(w: Words, i: int) -> int:
    """The end of "two of the officials", "31 of them" that the numeral i opens, 0 when it is no part of others."""
    if i + 2 >= len(w.text) or w.lower[i + 1] != "of" or w.head[i + 1] != i:
        return 0
    whole = next((c for c in w.children[i + 1] if w.dep[c] == "pobj"), 0)
    if not whole or whole - i > PARTITIVE or w.label[whole] in NAMED:
        return 0
    return whole + 1


def extent(w: Words, i: int) -> int:
    """The end of the noun at token i: "son-in-law" is five tokens."""
    return i + 5 if w.lower[i + 1 : i + 5] == IN_LAW else i + 1


def equipment(
    w: Words, lexicon: ActorLexicon, at: Mapping[int, Draft], bound: Set[int], named: Set[int], i: int
) -> Nominal | None:
    """ "Army helicopters", "Chadian warplanes": who acts is the army, or Chad."""
    for c in w.children[i]:
        if w.dep[c] not in QUALIFYING or c > i or c in bound:
            continue
        draft = at.get(c)
        if draft is not None and draft.kind in ("SecurityForce", "ArmedGroup", "Country"):
            return Nominal(c, c + 1, i, w.text[c], draft.kind, w.lower[c], False, same=draft)
        head = lexicon.heads.get(w.lower[c])
        if draft is None and head is not None and head.plain == "SecurityForce" and c not in named:
            return Nominal(c, c + 1, i, w.text[c], head.plain, w.lower[c], False, definite=True)
    return None
