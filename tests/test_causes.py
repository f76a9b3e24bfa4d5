"""What brought a harm about: by the syntax of one sentence, and from one sentence to the next."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.model import Article, Facts
from kg.pipeline import extract
from kg.read.blocks import blocks

# (text, the harm's word, the word of what brought it about)
CAUSED = [
    ("A mortar attack on the market killed nine traders.", "killed", "attack"),
    ("Nine traders were killed in a mortar attack.", "killed", "attack"),
    ("Gunmen attacked the market, killing nine traders.", "killing", "attacked"),
    ("Gunmen attacked the market, killing nine traders and wounding twelve.", "wounding", "attacked"),
    ("A storm hit the valley on Friday, leaving nine villagers dead.", "dead", "storm"),
    ("The clash left nine soldiers dead.", "dead", "clash"),
    ("Nine sailors drowned when their ferry sank.", "drowned", "sank"),
    ("Soldiers stormed the camp and killed nine men.", "killed", "stormed"),
    ("She recalled the attack on a base near Kora in which nine soldiers died.", "died", "attack"),
    ("She recalled the attack that killed nine soldiers.", "killed", "attack"),
    # from one sentence to the next
    ("Gunmen attacked a bar in Kano on Friday. Nine guests were killed.", "killed", "attacked"),
    ("An earthquake shook the valley on Friday. At least nine people died.", "died", "earthquake"),
]

# (text, a harm's word that nothing in the text is the cause of)
UNCAUSED = [
    ("Gunmen attacked a bar in Kano. A nurse died of malaria in Lagos.", "died"),
    ("Gunmen attacked a bar on Friday. Nine farmers were killed on Tuesday.", "killed"),
    ("The minister condemned the attack after a nurse was killed by a car.", "killed"),
    ("Soldiers killed nine men.", "killed"),
    ("Police fear an attack. Nine men died on Friday.", "died"),
]


def facts(text: str, nlp: Language) -> Facts:
    article, doc = next(annotate([Article("t", text, blocks(text), issued=date(2024, 5, 15))], nlp))
    return extract(article, doc)


def told(found: Facts, word: str) -> list[str]:
    """The first words of the causes of the situation that `word` names."""
    by_id = {s.id: s for s in found.situations}
    (harm,) = (s for s in found.situations if word in {found.article.quote(t) for t in s.triggers})
    return [found.article.quote(by_id[c].triggers[0]) for c in harm.causes]


@pytest.mark.parametrize(("text", "harm", "cause"), CAUSED, ids=[c[0] for c in CAUSED])
def test_causes(nlp: Language, text: str, harm: str, cause: str) -> None:
    assert told(facts(text, nlp), harm) == [cause]


@pytest.mark.parametrize(("text", "harm"), UNCAUSED, ids=[c[0] for c in UNCAUSED])
def test_no_guess_at_a_cause(nlp: Language, text: str, harm: str) -> None:
    assert told(facts(text, nlp), harm) == []
