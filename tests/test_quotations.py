"""Quotations: their words, their speakers, their cues."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.claims.quotations import quotations
from kg.model import Article

Parse = Callable[[str], tuple[Article, Doc]]
Found = list[tuple[str, str | None, str | None]]

TABLE: list[tuple[str, Found]] = [
    ("“The bridge is closed to all traffic,” Reyes said.", [("The bridge is closed to all traffic,", "Reyes", "said")]),
    ('"The bridge is closed," said Reyes.', [("The bridge is closed,", "Reyes", "said")]),
    ('"The bridge is closed", said Ida Reyes, the mayor.', [("The bridge is closed", "Reyes", "said")]),
    ("‘The bridge is closed to all,’ the mayor said.", [("The bridge is closed to all,", "mayor", "said")]),
    ("'The drivers' union won't move,' she said.", [("The drivers' union won't move,", "she", "said")]),
    ("«The bridge is closed to all», Reyes said.", [("The bridge is closed to all", "Reyes", "said")]),
    ("Reyes said: “The bridge is closed to all.”", [("The bridge is closed to all.", "Reyes", "said")]),
    ("Reyes told the Herald: “The bridge is closed.”", [("The bridge is closed.", "Reyes", "told")]),
    ("Reyes said, “The bridge is closed.”", [("The bridge is closed.", "Reyes", "said")]),
    ("Reyes called the attack “utterly shameful”.", [("utterly shameful", "Reyes", "called")]),
    ("Reyes described the raid as a “cowardly act”.", [("cowardly act", "Reyes", "described")]),
    (
        "“The bridge is closed,” Reyes said. “It will open in the spring.”",
        [("The bridge is closed,", "Reyes", "said"), ("It will open in the spring.", "Reyes", "said")],
    ),
    (
        "“The bridge,” Reyes said, “is closed to all traffic.”",
        [("The bridge,", "Reyes", "said"), ("is closed to all traffic.", "Reyes", "said")],
    ),
    ("The bridge is “closed to all traffic”, according to Reyes.", [("closed to all traffic", "Reyes", "According")]),
    (
        "“The bridge is closed to all traffic.\n\n“It will open in the spring,” Reyes said.",
        [
            ("The bridge is closed to all traffic.", "Reyes", "said"),
            ("It will open in the spring,", "Reyes", "said"),
        ],
    ),
    (
        "“The bridge is closed,” Reyes said. “It is not safe for lorries.\n\n“It will open in the spring.”",
        [
            ("The bridge is closed,", "Reyes", "said"),
            ("It is not safe for lorries.", "Reyes", "said"),
            ("It will open in the spring.", "Reyes", "said"),
        ],
    ),
    (
        "Reyes said: “The old bridge, called the ‘Iron Lady’, is closed.”",
        [("The old bridge, called the ‘Iron Lady’, is closed.", "Reyes", "said")],
    ),
    ("She added: “Nobody was hurt in the fire.”", [("Nobody was hurt in the fire.", "She", "added")]),
    ("“Nobody was hurt in the fire.” Reyes said.", [("Nobody was hurt in the fire.", "Reyes", "said")]),
    ("“You broke my gate,” he fumed.", [("You broke my gate,", "he", "fumed")]),
    ("“Get out of here!” the guard bellowed.", [("Get out of here!", "guard", "bellowed")]),
    (
        "Moe warned that Rome would respond with “a firm hand”.",
        [("a firm hand", "Moe", "warned")],
    ),
    ("“No,” she said.", [("No,", "she", "said")]),
    (
        "“It is over,” said Ida Moe. “They want justice.”",
        [
            ("It is over,", "Moe", "said"),
            ("They want justice.", "Moe", "said"),
        ],
    ),
    (
        "“The bridge is closed,” Ida Moe said.\n\n“It will open in the spring, if we are lucky.”",
        [("The bridge is closed,", "Moe", "said"), ("It will open in the spring, if we are lucky.", "Moe", "said")],
    ),
    ("Asked about the bridge, Moe replied, “I know nothing.”", [("I know nothing.", "Moe", "replied")]),
    ("“I know nothing about it,” Moe was quoted as saying.", [("I know nothing about it,", "Moe", "saying")]),
    (
        "The trial was “very unfair”, Moe said, calling it “a great shame”.",
        [
            ("very unfair", "Moe", "said"),
            ("a great shame", "Moe", "calling"),
        ],
    ),
    ("The camp, known as “Q-Nine”, was closed in May.", []),
    ("The so-called “safe zone” was shelled in May.", []),
    ("He starred in “The Man Who Sold Time” in 1999.", []),
    ("The drivers' union and the farmers' league met.", []),
    ("The bridge was closed.", []),
]


def _found(parse: Parse, text: str) -> tuple[Article, Found]:
    article, doc = parse(text)
    rows: Found = []
    for q in quotations(article, doc):
        who = None if q.speaker is None else doc[q.speaker].text
        cue = None if q.cue is None else doc[q.cue].text
        rows.append((article.quote(q.span), who, cue))
    return article, rows


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_quotations(parse: Parse, text: str, expected: Found) -> None:
    _, rows = _found(parse, text)
    folded = [(words, who, cue.lower() if cue else None) for words, who, cue in rows]
    assert folded == [(words, who, cue.lower() if cue else None) for words, who, cue in expected]


def test_speaker_in_the_sentence_before(parse: Parse) -> None:
    text = "Reyes, the mayor, spoke at noon.\n\n“The bridge is closed to all traffic and will stay so for months.”"
    _, rows = _found(parse, text)
    assert [words for words, _, _ in rows] == ["The bridge is closed to all traffic and will stay so for months."]


def test_headline_marks_are_no_quotation(parse: Parse) -> None:
    text = "Mayor calls the bridge 'a danger to us all'\n\nThe old bridge was closed on Friday by the town council."
    assert _found(parse, text)[1] == []
