"""Numbers that count nothing that happened: ages, dates, times of day, lengths, labels, parts of names, pronouns."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Span as Slice
from spacy.tokens import Token

from kg.extract.figures.numerals import Numeral
from kg.lexicon.numbers import NumberLexicon
from kg.model import Bound

NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ"})
ANOTHER: Final = frozenset({"more", "other", "others", "another", "further", "additional"})
DEFINITE: Final = frozenset({"the", "these", "those", "both", "that", "this"})
SMALL: Final = 20  # "the 14 students": a definite count up to here names participants told before
YEAR: Final = re.compile(r"(1[89]|20)\d\d")
CLOCK: Final = frozenset({"a.m.", "p.m.", "am", "pm", "o'clock", "gmt", "utc", "bst", "est"})


def counts_nothing(numeral: Numeral, sentence: Slice, top: Token, counted: Token, lexicon: NumberLexicon) -> bool:
    """Whether the number is an age, date, time, length, label, pronoun or part of a name."""
    if numeral.unit:
        return False
    doc = top.doc
    first, last = sentence[numeral.core], sentence[numeral.core_end - 1]
    before = next((t for t in reversed(doc[sentence.start : first.i]) if not t.is_space), None)
    after = next((t for t in doc[last.i + 1 : sentence.end] if not t.is_space), None)
    return (
        _dated(first, before, after, numeral, lexicon)
        or counted.lemma_.lower() in lexicon.nouns["measures"] | lexicon.nouns["abstract"] - {"time", "case"}
        or (after is not None and after.lower_ in lexicon.nouns["measures"])
        or _label(numeral, first, top, before, after)
        or _aged(first, before, after)
        or _attributive(top, counted, after, lexicon)
        or _definite(numeral, top, counted)
        or _origin(top, last)
        or (first.lower_ == "one" and last == first and _pronoun(first, counted))
        or (counted.lemma_.lower() == "time" and after != counted)
    )


def _dated(first: Token, before: Token | None, after: Token | None, numeral: Numeral, lexicon: NumberLexicon) -> bool:
    """ "3 May", "in 2019", "7 p.m."; not "over 2000 people"."""
    months = lexicon.nouns["months"]
    if (after is not None and (after.lower_ in CLOCK or (after.lower_ in months and after.text[0].isupper()))) or (
        before is not None and before.lower_ in months and before.text[0].isupper()
    ):
        return True
    ranged = numeral.lower is not None and numeral.upper is not None
    if not YEAR.fullmatch(first.text) or not (ranged or numeral.bound is Bound.EXACT):
        return False
    plural = after is not None and after.tag_ == "NNS" and first.head == after
    return not plural or first.ent_type_ == "DATE" or (before is not None and before.pos_ in {"ADP", "DET", "PRON"})


def _label(numeral: Numeral, first: Token, top: Token, before: Token | None, after: Token | None) -> bool:
    """ "flight 370", "posts 12 and 13", "Five Star Movement", "M 23", telephone numbers."""
    if before is not None and numeral.bound is Bound.EXACT and not numeral.vague:
        labelled = before.pos_ == "PROPN" or top.dep_ in {"nummod", "appos", "nmod"}
        behind = top.head.i < top.i and top.head.pos_ in {"NOUN", "PROPN"}
        if (labelled and behind and before in (top.head, *top.lefts)) or _listed(first, after):
            return True
        if before.lower_ in {"no", "no.", "number", "nos.", "#", "№"}:
            return True
    named = first.ent_type_ in {"ORG", "FAC", "WORK_OF_ART", "LAW", "PRODUCT", "EVENT", "GPE"}
    if named and first.text[0].isalpha() and first.is_title and after is not None and after.is_title:
        return True
    digits = first.text.isdigit()
    return digits and (len(first.text) > 7 or (first.text[0] == "0" and len(first.text) > 1))


def _listed(first: Token, after: Token | None) -> bool:
    """ "gates 12 and 13", however parsed: digits straight after a plural noun, and those coordinated with them."""
    if not first.is_digit or (after is not None and after.pos_ in NOMINAL):
        return False
    doc, at = first.doc, first.i - 1
    while at > 1 and doc[at].lower_ in {"and", ",", "or"} and doc[at - 1].is_digit:
        at -= 2
    return at >= 0 and doc[at].tag_ == "NNS"


def _aged(first: Token, before: Token | None, after: Token | None) -> bool:
    """ "aged 35", "Lena Ode, 24, was": the number stands alone behind a name."""
    if before is None:
        return False
    if before.lower_ in {"aged", "age", "ages"}:
        return True
    alone = after is None or after.is_punct
    return (
        alone
        and before.text in {",", "("}
        and before.i > 0
        and first.doc[before.i - 1].pos_ in {"PROPN", "NOUN"}
        and (first.dep_ == "appos" or first.doc[before.i - 1].pos_ == "PROPN")
    )


def _attributive(top: Token, counted: Token, after: Token | None, lexicon: NumberLexicon) -> bool:
    """ "a two-hour drive", "a five-member panel"; "a 300-job cut" is a figure."""
    if after is None or after.text not in {"-", "–"}:
        return False
    following = top.doc[after.i + 1] if after.i + 1 < len(top.doc) else None
    if following is None or following.lower_ == "strong":
        return following is None
    return not any(lexicon.direction(t.lemma_.lower()) for t in (counted, counted.head))


def _origin(top: Token, last: Token) -> bool:
    """The first number of "from 300 to 250 tons": where a change started."""
    doc = top.doc
    at = last.i + 1
    return (
        top.dep_ in {"pobj", "nummod", "quantmod"}
        and any(t.lower_ == "from" for t in doc[max(0, top.i - 2) : top.i])
        and at + 1 < len(doc)
        and doc[at].lower_ == "to"
        and doc[at + 1].like_num
    )


def _pronoun(one: Token, counted: Token) -> bool:
    """ "one of the gates", "no one", "One Tamil": not a count of one."""
    following = one.doc[one.i + 1].lower_ if one.i + 1 < len(one.doc) else ""
    return counted == one or one.pos_ == "PRON" or following == "of" or counted.pos_ == "PROPN"


def _definite(numeral: Numeral, top: Token, counted: Token) -> bool:
    """ "the two leaders" names people told before; "the planned 900 guards" counts."""
    if numeral.value > SMALL or numeral.bound is not Bound.EXACT:
        return False
    words = [t for t in (*counted.lefts, *top.lefts) if t.i < top.i]
    definite = any(t.lower_ in DEFINITE or t.tag_ == "PRP$" or t.dep_ == "poss" for t in words)
    return definite and not any(t.tag_ in {"VBN", "JJR", "JJS"} or t.lower_ in ANOTHER for t in words)
