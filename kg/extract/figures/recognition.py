"""The figures of an article: each numeral that counts something, with bound, unit and what it is compared with.

Bounds and values are of the kind that CQE reads (Almasian et al., 2023); what is no figure is in `noncounts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Slice

from kg.extract.figures.attachment import attach
from kg.extract.figures.ballots import votes_cast
from kg.extract.figures.comparisons import compared, multiple
from kg.extract.figures.measures import measure
from kg.extract.figures.noncounts import ANOTHER, NOMINAL, YEAR, counts_nothing
from kg.extract.figures.numerals import Numeral, numerals
from kg.extract.records import Quantity
from kg.lexicon.numbers import NumberLexicon, number_lexicon
from kg.model import Article, Bound, Figure, Span

__all__ = ["attach", "figures"]

FILLER: Final = "filler"
MODIFIES: Final = frozenset(
    {"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "det", "predet", "meta", "advmod"}
)
BARE: Final = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "conj", "oprd", "ROOT", "ccomp", "npadvmod"})
LINKS: Final = frozenset({"-", "–", "to", "against"})
MONEY: Final = re.compile(r"[A-Z]{3}")


def figures(article: Article, doc: Doc) -> Iterator[Quantity]:
    """The quantities of the article in text order; `measures` stays empty until `attach` knows the event."""
    lexicon = number_lexicon()
    for sentence in doc.sents:
        if sentence.root.dep_ == FILLER:
            continue
        previous = ""
        for quantity in sorted(_of_sentence(article, sentence, lexicon), key=lambda q: q.number):
            figure = quantity.figure
            if previous and figure.unit == "person" and _elliptic(doc[quantity.number], doc[quantity.counted]):
                quantity = _with_unit(quantity, previous)
            if not (MONEY.fullmatch(figure.unit) or figure.unit in {"percent", "times"}):
                previous = quantity.figure.unit
            yield quantity


def _of_sentence(article: Article, sentence: Slice, lexicon: NumberLexicon) -> Iterator[Quantity]:
    tokens = list(sentence)
    places = [i for i, t in enumerate(tokens) if not t.is_space]  # a wrapped line breaks within "at least / 300"
    words = [tokens[i].text for i in places]
    found_there = list(numerals(words, lexicon))
    tallied = _tallies(found_there, words)
    if tallied and not {w.lower() for w in words} & lexicon.nouns["ballots"]:
        found_there = [numeral for numeral in found_there if numeral.core not in tallied]
        tallied = set()
    for numeral in found_there:
        placed = _placed(numeral, places)
        votes = numeral.core in tallied
        found = votes_cast(article, sentence, placed) if votes else _quantity(article, sentence, placed, lexicon)
        if found is not None:
            yield found
    for i, word in zip(places, words, strict=True):
        if word.lower() in lexicon.multiplying and (found := multiple(article, tokens[i], lexicon)) is not None:
            yield found


def _placed(numeral: Numeral, places: list[int]) -> Numeral:
    """The numeral with its word numbers turned into token numbers of the sentence."""
    return replace(
        numeral,
        start=places[numeral.start],
        end=places[numeral.end - 1] + 1,
        core=places[numeral.core],
        core_end=places[numeral.core_end - 1] + 1,
    )


def _tallies(found: list[Numeral], words: list[str]) -> set[int]:
    """The numbers of a score or vote, by their words: "won 3-1", "by 30 votes to 5"; "from 30 to 5" is a fall."""
    tallies: set[int] = set()
    for first, second in pairwise(found):
        between = [w.lower() for w in words[first.end : second.start] if w.lower() not in {"vote", "votes"}]
        dated = YEAR.fullmatch(words[first.core]) or words[first.start - 1].lower() == "from"
        falls = first.value >= second.value or "against" in between
        linked = len(between) == 1 and between[0] in LINKS and not (first.unit or second.unit)
        if linked and falls and not dated:
            tallies |= {first.core, second.core}
    return tallies


def _quantity(article: Article, sentence: Slice, numeral: Numeral, lexicon: NumberLexicon) -> Quantity | None:
    """The numeral as a figure, None where it counts nothing."""
    phrase = sentence[numeral.start : numeral.end]
    top = _top(sentence, numeral)
    counted = _counted(top, phrase)
    after = next((t for t in sentence[numeral.core_end :] if not t.is_space), None)
    measured = None if numeral.unit else measure(top, counted, after, lexicon)
    if measured is not None:
        unit, counted = measured
    elif counts_nothing(numeral, sentence, top, counted, lexicon):
        return None
    else:
        unit = numeral.unit or _unit(top, counted, lexicon)
    if not unit:
        return None
    comparison = compared(top, counted, phrase, unit, lexicon)
    bound, lower, upper = numeral.bound, numeral.lower, numeral.upper
    implied = _implied(top, counted, lexicon)
    if bound is Bound.EXACT and implied is not None:
        bound = implied
        lower, upper = (numeral.value if bound is Bound.AT_LEAST else None), None
    end = _phrase_end(phrase, counted)
    span = Span(phrase.start_char, end)
    assert article.text[span.start : span.end]
    figure = Figure(numeral.value, bound, lower, upper, unit, "", span, comparison=comparison)
    return Quantity(figure, top.i, counted.i)


def _phrase_end(phrase: Slice, counted: Token) -> int:
    """Takes the counted noun into the span when it follows closely: "300 young engineers"."""
    near = phrase.end <= counted.i < phrase.end + 4
    return int(counted.idx + len(counted)) if near else int(phrase.end_char)


def _top(sentence: Slice, numeral: Numeral) -> Token:
    """The token of the numeral that hangs on the rest of the sentence."""
    core = list(sentence[numeral.core : numeral.end])
    inside = {t.i for t in sentence[numeral.start : numeral.end]}
    proper = core[: numeral.core_end - numeral.core]
    outward = [t for t in proper if t.head.i not in inside or t.head == t]
    if outward:
        return outward[-1]
    # "%" carries the number in "rose 3.5%"; in "five and eight miners" the other end of the range does
    others = [*core, *(t for t in sentence[numeral.start : numeral.core] if t.like_num)]
    return next((t for t in others if t.head.i not in inside or t.head == t), proper[-1])


def _counted(top: Token, phrase: Slice) -> Token:
    """The head noun counted: the noun modified, the noun after "of", or the number itself."""
    head = top.head
    if top.dep_ == "quantmod" and head.like_num and head.i > top.i:
        head = head.head  # "two of four nurses", as the parser has it
    compared = head.tag_ in {"JJR", "RBR"} and head.i + 1 < len(top.doc) and top.doc[head.i + 1].lower_ == "than"
    if compared and top.i < head.i:
        return top  # "60 fewer than promised"
    if top.dep_ in MODIFIES and head.i > top.i and (head.pos_ in NOMINAL or head.pos_ == "PRON"):
        return head
    for child in top.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i <= phrase.end:
            return next((g for g in child.children if g.dep_ == "pobj" and g.pos_ in {"NOUN", "PROPN", "PRON"}), top)
    return top


def _unit(top: Token, counted: Token, lexicon: NumberLexicon) -> str:
    """The unit by the counted noun, singular; "person" for a bare count of those who suffer or act."""
    lemma = counted.lemma_.lower()
    lefts = [t.lower_ for t in counted.lefts if t.dep_ in {"amod", "compound", "nmod"}]
    for left in lefts:
        if unit := lexicon.currency_adjectives.get(f"{left} {lemma}"):
            return unit
    if counted != top:
        if unit := lexicon.currency_nouns.get(lemma) if not counted.is_title else None:
            return unit
        if counted.pos_ in {"PRON", "ADJ"}:
            return lexicon.units.get(lemma, "person")
        return "times" if lemma == "time" else _noun(lexicon.units.get(lemma, lemma), counted)
    return _bare(top, lexicon)


def _noun(lemma: str, counted: Token) -> str:
    """A counted name is people: "20 Kenyans" are persons, "three Boeing" is a label."""
    if counted.pos_ == "PROPN":
        return "person" if counted.text.endswith(("s", "ese", "ish", "ch")) and counted.ent_type_ == "NORP" else lemma
    return lemma


def _bare(top: Token, lexicon: NumberLexicon) -> str:
    """What a number without a noun counts, by its place: "wounding 112", "the toll rose to 23", "a crowd of 300"."""
    over = top.head.tag_ in {"JJR", "RBR"} and top.head.i > top.i  # "1,000 more than in 2023"
    if top.dep_ in BARE or (over and top.head.dep_ in BARE) or (top.dep_ == "appos" and _elliptic(top, top)):
        return "person"
    if top.dep_ != "pobj":
        return ""
    link, governor = top.head.lower_, top.head.head
    if link == "than" and governor.lower_ in {"more", "fewer", "less"}:
        governor = governor.head
    if link == "of" and governor.lemma_.lower() in lexicon.attach["speaking"]:
        return "person"  # "the ministry spoke of no more than 9,000"
    if link == "of" and governor.pos_ == "NOUN":
        nouns = [governor, *(t for t in governor.lefts if t.dep_ == "compound")]
        return "person" if any(_people(t.lemma_.lower(), lexicon) for t in nouns) else ""
    reaches = lexicon.direction(governor.lemma_.lower(), "verbs_") or governor.lemma_ in lexicon.attach["reaching"]
    reaches = reaches or governor.lower_ in lexicon.multiples
    if (
        governor.lemma_.lower() in lexicon.bounding
        or governor.pos_ not in {"VERB", "AUX"}
        or link not in {"to", "at", "by", "than"}
        or not reaches
    ):
        return ""
    objects = [t for t in governor.rights if t.dep_ == "dobj"]
    subjects = [t for t in governor.lefts if t.dep_ in {"nsubj", "nsubjpass"}]
    measured = next(iter(objects or subjects), None)
    if (
        measured is not None
        and link == "at"
        and (measured.pos_ == "PRON" or measured.lemma_.lower() in lexicon.attach["counted"])
    ):
        return "person"  # "police put it at 9,000"
    inner = [t for t in measured.subtree if t.dep_ in {"pobj", "compound", "acl"}] if measured else []
    nouns = [measured, *inner] if measured else []
    if any(_people(word, lexicon) for t in nouns for word in (t.lemma_.lower(), t.lower_)):
        return "person"
    plain = [t for t in nouns if t.pos_ == "NOUN" and t.lemma_.lower() not in lexicon.nouns["totals"]]
    if not plain and nouns and governor.lemma_.lower() in lexicon.attach["totalling"]:
        return "person"  # "bringing the total to 40"
    return plain[0].lemma_.lower() if plain else ""


def _people(lemma: str, lexicon: NumberLexicon) -> bool:
    return lemma == "toll" or lemma in lexicon.nouns["collectives"] or lexicon.units.get(lemma) == "person"


def _implied(top: Token, counted: Token, lexicon: NumberLexicon) -> Bound | None:
    """The bound that a verb sets: "The toll passed 1,000.", "Estimates put the crowd at 9,000."."""
    node = counted if top.head == counted else top
    if node.dep_ == "dobj" and (bound := lexicon.bounding.get(node.head.lemma_.lower())):
        return bound
    subjects = (t for verb in node.ancestors for t in verb.lefts if t.dep_ == "nsubj")
    return Bound.ABOUT if any(t.lemma_.lower() == "estimate" for t in subjects) else None


def _elliptic(number: Token, counted: Token) -> bool:
    """ "200 more", "120 others", "60 fewer than", a bare "79": counted is what was counted before."""
    near = (*number.children, *number.doc[number.i : number.i + 2])
    return counted.lower_ in ANOTHER or (
        number == counted and any(t.lower_ in ANOTHER or t.tag_ in {"JJR", "RBR"} for t in near)
    )


def _with_unit(quantity: Quantity, unit: str) -> Quantity:
    return replace(quantity, figure=replace(quantity.figure, unit=unit))
