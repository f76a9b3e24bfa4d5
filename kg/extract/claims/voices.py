"""Who speaks where no name stands: "we" and "I" for a speaker or issuer, "the report" for its authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import Cast, Quotation
from kg.lexicon.syntax import syntax_words
from kg.model import ACTOR_TYPES

FIRST_PERSON: Final = frozenset({"i", "me", "my", "we", "us", "our", "ours"})
FIRST_PLURAL: Final = frozenset({"we", "our", "us"})
PERFORMED: Final = frozenset(
    {
        "applaud", "appeal", "call", "commend", "condemn", "demand", "deplore", "deny", "denounce", "express", "hail",
        "mourn", "reaffirm", "regret", "reiterate", "reject", "support", "urge", "welcome",
    }
)  # fmt: skip
SAYING: Final = frozenset({"add", "announce", "claim", "confirm", "declare", "say", "state", "tell", "warn", "write"})
# Who can issue a statement in the first person plural: "Norway condemns the attack. We will go on helping."
ISSUERS: Final = frozenset(
    {
        "Country", "GovernmentBody", "InternationalOrganization", "SecurityForce", "Company",
        "CivilSocietyOrganization", "PoliticalParty",
    }
)  # fmt: skip


def with_voices(cast: Cast, doc: Doc, quotes: Sequence[Quotation]) -> Cast:
    """The cast with first persons and documents resolved, where there is one speaker, issuer or author."""
    written = {**dict(_documents(cast, doc)), **cast.at}
    return replace(cast, at={**written, **dict(_resolved(written, cast, doc, quotes))})


def _documents(cast: Cast, doc: Doc) -> Iterator[tuple[int, str]]:
    """A document stands for who wrote it; "the report" later on for the authors of the one told of before."""
    authors: dict[str, str] = {}
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ != "NOUN" or lemma not in syntax_words().documents:
            continue
        tied = [c for c in token.children if c.dep_ in ("poss", "compound", "amod", "nmod")]
        tied += [o for c in token.children if c.lower_ in ("by", "from") for o in c.children if o.dep_ == "pobj"]
        if token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.head.lemma_ in SAYING:
            tied += [c for c in token.head.head.children if c.dep_ == "nsubj"]  # "the ministry said in a statement"
        owners = [cast.at[c.i] for c in tied if c.i in cast.at and cast.entities[cast.at[c.i]].kind in ACTOR_TYPES]
        if owners:
            authors[lemma] = owners[0]
        if (owners or any(c.lower_ in ("the", "this") for c in token.children)) and lemma in authors:
            yield int(token.i), authors[lemma]


def _resolved(at: Mapping[int, str], cast: Cast, doc: Doc, quotes: Sequence[Quotation]) -> Iterator[tuple[int, str]]:
    first_persons = [t for t in doc if t.lower_ in FIRST_PERSON]
    if not first_persons:
        return
    fixed = _issuer(at, cast, doc, quotes, first_persons)
    issuer = fixed
    for i in sorted({*at, *(t.i for t in first_persons)}):
        token = doc[i]
        if (
            token.dep_ in ("nsubj", "nsubjpass")
            and (entity := at.get(token.i))
            and cast.entities[entity].kind in ISSUERS
        ):
            issuer = fixed or (entity if not _quoted(token, quotes) else issuer)
        if token.lower_ not in FIRST_PERSON or token.pos_ not in ("PRON", "DET"):
            continue
        quote = _quoted(token, quotes)
        if quote is not None:
            speaker = at.get(quote.speaker) if quote.speaker is not None else None
        else:
            speaker = issuer if token.lower_ in FIRST_PLURAL else None
        if speaker is not None:
            yield int(token.i), speaker


def _issuer(
    at: Mapping[int, str], cast: Cast, doc: Doc, quotes: Sequence[Quotation], first_persons: Sequence[Token]
) -> str | None:
    """Who issues a text in the first person: who condemns, welcomes or urges in it, or is named where it opens.

    "Oxfam statement on the flood. We mourn the dead."
    """
    first = next((t for t in first_persons if t.lower_ in FIRST_PLURAL and not _quoted(t, quotes)), None)
    if first is None:
        return None
    named: list[str] = []
    opening, told = next(doc.sents).end, False
    for i, entity in sorted(at.items()):
        token = doc[i]
        if cast.entities[entity].kind not in ISSUERS or _quoted(token, quotes):
            continue
        if token.dep_ == "nsubj" and token.head.lemma_ in PERFORMED and token.head.tag_ in {"VBZ", "VBP"}:
            return entity
        if token.i < first.i:
            told |= token.dep_ in ("nsubj", "nsubjpass")
            if token.i < opening:
                named.append(entity)
    return named[0] if named and not told else None  # where others act before, "we" may be whoever was last


def _quoted(token: Token, quotes: Sequence[Quotation]) -> Quotation | None:
    return next((q for q in quotes if q.span.start <= token.idx < q.span.end), None)
