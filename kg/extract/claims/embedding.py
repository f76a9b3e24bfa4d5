"""How a word is embedded in the words above it: its complement, its governor, and what the governor does to it."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.extract.claims.coordination import VERBAL, coordinated, left_teller
from kg.lexicon.stance import Effect, stance_lexicon

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS: Final = frozenset({"dobj", "nsubjpass", "oprd", "attr", "dative"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
LEXICAL_POS: Final = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adjective",
    "ADV": "adverb",
}
RELATIVES: Final = frozenset({"who", "which", "that", "whom", "whose"})
CLIMB: Final = 8  # governors passed in search of an understood subject


def complement(child: Token) -> str:
    """How `child` stands to its governor: "clause", "infinitive", "gerund", "object", "prep:X", ... or its label."""
    dep = child.dep_
    if left_teller(child) is not None:
        return "clause" if dep in {"conj", "ccomp"} else "infinitive"
    if dep in {"ccomp", "xcomp", "acl", "relcl", "advcl", "csubj", "csubjpass"}:
        return _clausal(child, dep)
    if dep in OBJECTS:
        return "object"
    if dep == "pobj" and child.tag_ == "VB" and child.head.lower_ == "to":
        return "infinitive"  # "called on drivers to march to the palace" may come as a preposition
    if dep in {"pobj", "pcomp"}:
        return f"prep:{child.head.lower_}"
    return "subject" if dep == "nsubj" else dep


def _clausal(child: Token, dep: str) -> str:
    infinitive = any(t.tag_ == "TO" and t.dep_ == "aux" for t in child.lefts)
    if dep == "advcl":
        return "purpose" if infinitive else "adverbial"
    if infinitive and child.head.lower_ == "order" and child.head.head.lower_ == "in":
        return "purpose"
    if infinitive:
        return "infinitive"
    if dep == "acl":
        return "clause" if any(t.dep_ in {"mark", "nsubj", "nsubjpass"} for t in child.lefts) else "participle"
    if dep == "relcl":
        # "claims that rebels fled" is parsed as a relative clause as well: it has a subject of its own and no gap
        whole = any(t.dep_ == "mark" and t.lower_ == "that" for t in child.lefts)
        return "clause" if whole else "relative"
    if dep.startswith("csubj"):
        return "subject"
    return (
        "gerund"
        if child.tag_ == "VBG" and not any(t.dep_.startswith(("nsubj", "aux")) for t in child.lefts)
        else "clause"
    )


def governor(token: Token) -> Token | None:
    """The word that `token` is a complement or modifier of, prepositions passed over; None at the root."""
    if token.head.i == token.i:
        return None
    head = token.head
    if (teller := left_teller(token)) is not None:
        return teller
    if token.dep_ == "conj":
        head = coordinated(token)
    while head.pos_ == "ADP" and token.dep_ in {"pobj", "pcomp"} and head.head.i != head.i:
        token, head = head, head.head
    if (
        token.pos_ == "ADP"
        and _misplaced(token, head)
        and stance_lexicon().effect(_verb_over(head).lemma_.lower(), "verb", f"prep:{token.lower_}") is not None
    ):
        return _verb_over(head)  # "accused both armies of looting": the parser may hang "of looting" on "armies"
    return head if head.i != token.i else None


def _verb_over(noun: Token) -> Token:
    """The verb of an object or agent: "accused by both armies of looting"."""
    return noun.head.head if noun.head.dep_ == "agent" else noun.head


def _misplaced(prep: Token, head: Token) -> bool:
    """Whether a preposition under an object may belong to the verb: its complement is a gerund, or a bare noun."""
    if head.dep_ != "dobj" and head.head.dep_ != "agent":
        return False
    for child in prep.rights:
        if child.dep_ == "pcomp":
            return True
        if child.dep_ == "pobj":
            # "accused the firm of hiding losses" may come as a noun: losses that hide
            lefts = list(child.lefts)
            return child.tag_ in {"NN", "NNS", "VBG"} and not any(t.dep_ in {"det", "poss", "nummod"} for t in lefts)
    return False


def is_verb(token: Token) -> bool:
    """Whether a token is a verb by its tag, or by its place: "..., the office estimates" may be tagged as a noun."""
    if token.pos_ in VERBAL:
        return True
    kinds = {t.dep_ for t in token.lefts}
    return token.tag_ == "NNS" and "ccomp" in kinds and "nsubj" in kinds


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, as a reduced relative too ("a report seen by ...")."""
    if any(t.dep_ in {"nsubjpass", "auxpass", "agent"} for t in verb.children):
        return True
    if verb.tag_ != "VBN" or verb.dep_ not in {"acl", "amod", "advcl"} or any(t.dep_ == "aux" for t in verb.lefts):
        return False
    # "A woman who lost her son told of a raid" may come without its verb
    whole = verb.head.dep_ == "ROOT" and verb.head.pos_ in NOMINAL and verb.lemma_.lower() in stance_lexicon().speaking
    return not (whole and any(t.dep_ == "ccomp" or (t.dep_ == "prep" and t.lower_ == "of") for t in verb.rights))


def effect_on(up: Token, child: Token) -> tuple[Effect | None, str]:
    """What the governor's signature does to its complement, and the complement's name."""
    edge = complement(child)
    if edge == "infinitive" and up.lemma_ == "be":
        up = next((t for t in up.rights if t.dep_ == "acomp"), up)  # "it was impossible to reach them"
    pos = "verb" if is_verb(up) else LEXICAL_POS.get(up.pos_)
    if pos is None:
        return None, edge
    lexicon = stance_lexicon()
    lemma = up.lemma_.lower()
    particle = next((t.lower_ for t in up.rights if t.dep_ == "prt"), "")
    names = (f"{lemma} {particle}", lemma) if particle else (lemma,)
    if edge == "purpose" and pos == "verb" and _addressed(up):
        edge = "infinitive"  # "called on the army to stop" comes as an adverbial clause
    if edge == "prep:in" and any(t.dep_ == "dobj" and _is_sum(t) for t in up.children):
        edge = "object"  # "pledged $40m in aid"
    if edge == "object" and _tells(child):
        edge = "clause"  # "dismissed claims that": what is dismissed is what they claim
    passive = pos == "verb" and is_passive(up)
    if edge == "adverbial" and particle and child.tag_ == "VBG" and child.left_edge.i == _particle_end(up):
        edge = "gerund"  # "ruled out sending troops" comes as an adverbial clause
    if edge == "adverbial" and child.dep_ == "advcl":
        return None, edge
    for name in names:
        found = lexicon.effect(name, pos, edge, passive=passive)
        if found is None and up.pos_ == "VERB" and up.tag_ in {"VBN", "VBD"}:
            found = lexicon.effect(up.lower_, "adjective", edge)  # "prepared to", "committed to" tagged as verbs
        if found is not None:
            return found, edge
    return None, edge


def _particle_end(verb: Token) -> int:
    return next((int(t.i) + 1 for t in verb.rights if t.dep_ == "prt"), -1)


def _is_sum(noun: Token) -> bool:
    """Whether a noun is an amount: "$40m", "20 tonnes"."""
    return any(t.ent_type_ == "MONEY" or t.pos_ == "NUM" for t in (noun, *noun.lefts))


def _tells(noun: Token) -> bool:
    """Whether a noun is one of telling with its content beside it."""
    effect = stance_lexicon().effect(noun.lemma_.lower(), "noun", "clause")
    return effect is not None and effect.name in {"report", "doubt"}


def _addressed(verb: Token) -> bool:
    """Whether a verb has an addressee or is a bare wish, so that its infinitive is a content, not a purpose."""
    lexicon = stance_lexicon()
    found = lexicon.effect(verb.lemma_.lower(), "verb", "infinitive")
    if found is None or found.name not in {"direct", "commit", "intend", "threaten", "fail"}:
        return False
    return any(
        t.dep_ in {"dobj", "nsubjpass"} or (t.dep_ == "prep" and t.lower_ in {"on", "upon", "to", "for", "with"})
        for t in verb.children
    ) or verb.lemma_.lower() in {"set", "plan", "threaten", "refuse", "fail", "vow"}


def subject(verb: Token) -> Token | None:
    """The head of the phrase that is, or is understood as, the grammatical subject of a verb."""
    for _ in range(CLIMB):
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return _antecedent(child, verb)
        head = coordinated(verb) if verb.dep_ == "conj" else verb.head
        if head.i == verb.i:
            return None
        if verb.dep_ == "acl" and verb.tag_ == "VBD" and (root := head.sent.root).pos_ in {"NOUN", "PROPN"}:
            return root  # "The bishop, who knows both sides, called for talks" may come without its verb
        if verb.dep_ == "acl" or (verb.dep_ == "relcl" and head.pos_ in NOMINAL):
            return head
        if verb.dep_ == "xcomp":
            controlled = [t for t in head.children if t.dep_ == "dobj"]
            if controlled:
                return controlled[0]
        if verb.dep_ in {"pcomp"}:
            head = head.head
        if verb.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "parataxis", "ccomp"} or head.pos_ not in VERBAL:
            return None
        verb = head
    return None


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ in RELATIVES and token.pos_ in {"PRON", "DET", "SCONJ"}:
        clause: Token = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ == "relcl":
            return _agreeing(clause, clause.head)
    return token


def _agreeing(clause: Token, noun: Token) -> Token:
    """The noun that a relative clause tells of: "two men were found in the barn who say ..." are not the barn."""
    finite = next((t for t in (*clause.lefts, clause) if t.tag_ in {"VBP", "VBZ"}), None)
    if finite is None or noun.tag_ not in {"NN", "NNP", "NNS"} or (finite.tag_ == "VBP") == (noun.tag_ == "NNS"):
        return noun
    up = noun
    while up.pos_ not in VERBAL and up.head.i != up.i and not list(up.conjuncts):
        up = up.head
    found = next((t for t in up.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None) if up.pos_ in VERBAL else None
    plural = finite.tag_ == "VBP"
    return found if found is not None and (found.tag_ == "NNS" or bool(list(found.conjuncts))) == plural else noun


def with_conjuncts(head: Token) -> list[Token]:
    """A noun and those coordinated with it."""
    return [head, *(t for t in head.conjuncts if t.i > head.i and t.pos_ in NOMINAL)]


def is_first_person(token: Token) -> bool:
    """Whether a token is "I" or "we"."""
    return token.text == "I" or token.lower_ == "we"
