"""First persons: who "we" and "I" are, inside a quotation and in a text that speaks for its issuer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import Cast, Quotation

FIRST_PERSON: Final = frozenset({"i", "me", "my", "we", "us", "our", "ours"})
FIRST_PLURAL: Final = frozenset({"we", "our", "us"})
# Who can issue a statement in the first person plural: "Norway condemns the attack. We will go on helping."
ISSUERS: Final = frozenset({"Country", "GovernmentBody", "InternationalOrganization", "SecurityForce"})


def with_first_persons(cast: Cast, doc: Doc, quotes: Sequence[Quotation]) -> Cast:
    """The cast with first-person pronouns resolved, where there is one speaker or issuer."""
    return replace(cast, at={**cast.at, **dict(_resolved(cast.at, cast, doc, quotes))})


def _resolved(at: Mapping[int, str], cast: Cast, doc: Doc, quotes: Sequence[Quotation]) -> Iterator[tuple[int, str]]:
    issuer: str | None = None
    for token in doc:
        if (
            token.dep_ in ("nsubj", "nsubjpass")
            and (entity := at.get(token.i))
            and cast.entities[entity].kind in ISSUERS
        ):
            issuer = entity if not _quoted(token, quotes) else issuer
        if token.lower_ not in FIRST_PERSON or token.pos_ not in ("PRON", "DET"):
            continue
        quote = _quoted(token, quotes)
        if quote is not None:
            speaker = at.get(quote.speaker) if quote.speaker is not None else None
        else:
            speaker = issuer if token.lower_ in FIRST_PLURAL else None
        if speaker is not None:
            yield int(token.i), speaker


def _quoted(token: Token, quotes: Sequence[Quotation]) -> Quotation | None:
    return next((q for q in quotes if q.span.start <= token.idx < q.span.end), None)
