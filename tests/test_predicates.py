"""The normal form of predicates: hand-built trees for each construction, and the trees of the model for sentences."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.events.predicates import Predicates

# (words, parts of speech, tags, heads, dependency labels, predicate, slot, fillers)
TREES = [
    pytest.param(
        "Rebels took Bria",
        "NOUN VERB PROPN",
        "NNS VBD NNP",
        (1, 1, 1),
        "nsubj ROOT dobj",
        "took",
        {"subject": ["Rebels"], "object": ["Bria"]},
        id="active",
    ),
    pytest.param(
        "Bria was taken by rebels",
        "PROPN AUX VERB ADP NOUN",
        "NNP VBD VBN IN NNS",
        (2, 2, 2, 2, 3),
        "nsubjpass auxpass ROOT agent pobj",
        "taken",
        {"subject": ["rebels"], "object": ["Bria"]},
        id="passive",
    ),
    pytest.param(
        "soldiers stationed there fled",
        "NOUN VERB ADV VERB",
        "NNS VBN RB VBD",
        (3, 0, 1, 3),
        "nsubj acl advmod ROOT",
        "stationed",
        {"object": ["soldiers"]},
        id="reduced relative",
    ),
    pytest.param(
        "men who shot Musa",
        "NOUN PRON VERB PROPN",
        "NNS WP VBD NNP",
        (0, 2, 0, 2),
        "ROOT nsubj relcl dobj",
        "shot",
        {"subject": ["men"], "object": ["Musa"]},
        id="subject relative",
    ),
    pytest.param(
        "Chad vowed to send troops",
        "PROPN VERB PART VERB NOUN",
        "NNP VBD TO VB NNS",
        (1, 1, 3, 1, 3),
        "nsubj ROOT aux xcomp dobj",
        "send",
        {"subject": ["Chad"], "object": ["troops"]},
        id="subject control",
    ),
    pytest.param(
        "They urged Chad to leave",
        "PRON VERB PROPN PART VERB",
        "PRP VBD NNP TO VB",
        (1, 1, 1, 4, 1),
        "nsubj ROOT dobj aux xcomp",
        "leave",
        {"subject": ["Chad"]},
        id="object control",
    ),
    pytest.param(
        "Bombs fell , killing two",
        "NOUN VERB PUNCT VERB NUM",
        "NNS VBD , VBG CD",
        (1, 1, 1, 1, 3),
        "nsubj ROOT punct advcl dobj",
        "killing",
        {"subject": ["Bombs"], "object": ["two"]},
        id="participial clause",
    ),
    pytest.param(
        "Police beat and arrested Musa",
        "NOUN VERB CCONJ VERB PROPN",
        "NNS VBD CC VBD NNP",
        (1, 1, 1, 1, 3),
        "nsubj ROOT cc conj dobj",
        "beat",
        {"subject": ["Police"], "object": ["Musa"]},
        id="object shared by coordinated verbs",
    ),
    pytest.param(
        "Mali and Chad sent troops",
        "PROPN CCONJ PROPN VERB NOUN",
        "NNP CC NNP VBD NNS",
        (3, 0, 0, 3, 3),
        "nsubj cc conj ROOT dobj",
        "sent",
        {"subject": ["Mali", "Chad"]},
        id="coordinated subjects",
    ),
    pytest.param(
        "They carried out an attack",
        "PRON VERB ADP DET NOUN",
        "PRP VBD RP DT NN",
        (1, 1, 1, 4, 1),
        "nsubj ROOT prt det dobj",
        "attack",
        {"subject": ["They"]},
        id="light verb",
    ),
    pytest.param(
        "the shelling of Bria by rebels",
        "DET NOUN ADP PROPN ADP NOUN",
        "DT NN IN NNP IN NNS",
        (1, 1, 1, 2, 1, 4),
        "det ROOT prep pobj prep pobj",
        "shelling",
        {"of": ["Bria"], "by": ["rebels"]},
        id="nominal",
    ),
]


@pytest.mark.parametrize(("words", "pos", "tags", "heads", "deps", "predicate", "slots"), TREES)
def test_slots_of_hand_built_trees(
    words: str, pos: str, tags: str, heads: tuple[int, ...], deps: str, predicate: str, slots: dict[str, list[str]]
) -> None:
    tokens = words.split()
    lemmas = {"took": "take", "taken": "take", "carried": "carry", "urged": "urge", "vowed": "vow"}
    doc = Doc(
        spacy.blank("en").vocab,
        words=tokens,
        pos=pos.split(),
        tags=tags.split(),
        heads=list(heads),
        deps=deps.split(),
        lemmas=[lemmas.get(t, t) for t in tokens],
    )
    found = Predicates(doc).slots(tokens.index(predicate))
    assert {name: [tokens[i] for i in found.get(name, ())] for name in slots} == slots


SENTENCES = [
    ("The colonel was accused of ordering the massacre.", "ordering", "subject", ["colonel"]),
    ("The army accused the rebels of burning the mill.", "burning", "subject", ["rebels"]),
    ("Niger's decision to expel the envoy angered Paris.", "expel", "subject", ["Niger"]),
    ("The convoy came under fire from militiamen near Djibo.", "fire", "object", ["convoy"]),
    ("The convoy came under fire from militiamen near Djibo.", "fire", "prep:from", ["militiamen"]),
    ("Villagers were forced to flee their homes.", "flee", "subject", ["Villagers"]),
    ("The minister who resigned on Friday was questioned.", "resigned", "subject", ["minister"]),
    ("Danes welcomed the hostages that the group released.", "released", "object", ["hostages"]),
    ("Troops stormed the port, wounding five dockers.", "wounding", "subject", ["Troops"]),
    ("Three bystanders were shot dead by police.", "dead", "object", ["bystanders"]),
    # control by an object that stands after a preposition
    ("The bishop called on the junta to free the nuns.", "free", "subject", ["junta"]),
    ("Farmers appealed to the minister to lower the tax.", "lower", "subject", ["minister"]),
    ("Latvia is to host a summit in June.", "host", "subject", ["Latvia"]),
    ("Latvia is to host a summit in June.", "summit", "subject", ["Latvia"]),
    # a gerund after "for" is the object's, after "after" the subject's
    ("The judge sentenced the clerk to two years in prison for bribing officers.", "bribing", "subject", ["clerk"]),
    ("Marines arrested two pirates after storming the ship.", "storming", "subject", ["Marines"]),
    # who a plan or decision belongs to
    ("The decision of Ghana to leave the bloc was no surprise.", "leave", "subject", ["Ghana"]),
    ("The premier welcomed the pledge made by Oman to rebuild the port.", "rebuild", "subject", ["Oman"]),
    # two finite verbs of one tense belong together, whatever stands between them
    (
        "The guild accused the cabinet of hiding the report and called on Dr Mensah to resign.",
        "called",
        "subject",
        ["guild"],
    ),
    ("Men who had looted shops fled and burned two cars.", "burned", "subject", ["Men"]),
    # relative clauses on coordinated names
    ("The plan was backed by Peru and Chile, which has a navy there.", "has", "subject", ["Chile"]),
    ("The nuns whom suspected bandits had seized were freed.", "seized", "object", ["nuns"]),
    # nouns with borrowed arguments
    ("The rebels carried out a series of raids near Djibo.", "raids", "subject", ["rebels"]),
    ("Poland pledged 20 million euros in aid to Moldova.", "aid", "subject", ["Poland"]),
    ("Poland pledged 20 million euros in aid to Moldova.", "aid", "prep:to", ["Moldova"]),
    ("The Front claimed responsibility for the bombing in Jos.", "bombing", "subject", ["Front"]),
    ("The governor ordered the evacuation of three villages.", "evacuation", "subject", ["governor"]),
    ("The law drew criticism from editors.", "criticism", "object", ["law"]),
    # numbers that read as adjuncts
    ("Between four and six officers were wounded in Cali.", "wounded", "object", ["officers"]),
]


@pytest.mark.parametrize(("sentence", "predicate", "slot", "fillers"), SENTENCES)
def test_slots_of_parsed_sentences(nlp: Language, sentence: str, predicate: str, slot: str, fillers: list[str]) -> None:
    doc = nlp(sentence)
    index = next(t.i for t in doc if t.text == predicate)
    assert [doc[i].text for i in Predicates(doc).slots(index).get(slot, ())] == fillers
