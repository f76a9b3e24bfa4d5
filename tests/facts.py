"""One small invented article with its facts written by hand; the tests of rdf, store, export and view start here."""

from __future__ import annotations

from datetime import date

from kg.model import (
    Article,
    Bound,
    Comparison,
    DateBasis,
    Drop,
    Entity,
    Facts,
    Factuality,
    Figure,
    IssuedBasis,
    Polarity,
    Post,
    Relation,
    Role,
    Situation,
    Span,
    Time,
)
from kg.read.blocks import blocks

TEXT = """\
Norway sends medics to Lumbala after port blast

Norway deployed more than 40 medics to the port of Lumbala on Monday after a blast killed about 12 dockers there.
"We will not leave them alone," Foreign Minister Ingrid Solheim said in Oslo. Solheim, a former mayor of Bergen, \
pledged that Norway would give 3.5 million euros, three times the 2023 figure.
The Dockers' Front said the army had not evacuated the port.
"""
ISSUED = date(2024, 5, 15)
ARTICLE = Article(
    "lumbala",
    TEXT,
    blocks(TEXT),
    title="Norway sends medics to Lumbala after port blast",
    issued=ISSUED,
    issued_basis=IssuedBasis.STATED,
    url="https://news.example.org/2024/lumbala?id=7",
    publisher="The Example Post",
    origin="lumbala.txt",
)


def at(words: str, nth: int = 0) -> Span:
    """Where `words` stand in the text for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def between(first: str, last: str) -> Span:
    """From the start of `first` to the end of the next `last`."""
    start = TEXT.index(first)
    return Span(start, TEXT.index(last, start) + len(last))


HEADLINE = at("Norway sends medics to Lumbala after port blast")
BLAST = between("Norway deployed", "dockers there.")
QUOTE = between('"We will not', "in Oslo.")
PLEDGE = between("Solheim, a former", "2023 figure.")
DENIAL = between("The Dockers' Front", "evacuated the port.")
SENTENCES = (BLAST, QUOTE, PLEDGE, DENIAL)
MONDAY = Time(date(2024, 5, 13), date(2024, 5, 13), "2024-05-13", DateBasis.ARTICLE, at("on Monday"))
YEAR_2023 = Time(date(2023, 1, 1), date(2023, 12, 31), "2023", DateBasis.STATED, at("2023"))

ENTITIES = (
    Entity("country-norway", "Country", "Norway", ("Norway",), (at("Norway"), at("Norway", 1), at("Norway", 2)),
           wikidata="Q20", geonames="3144096", latitude=62.0, longitude=10.0),
    Entity("place-lumbala", "Place", "Lumbala", ("Lumbala",), (at("Lumbala"), at("Lumbala", 1)),
           within=("place-southern-coast",), latitude=-11.25, longitude=13.5),
    Entity("place-southern-coast", "Place", "Southern Coast"),
    Entity("place-oslo", "Place", "Oslo", (), (at("Oslo"),), within=("country-norway",), geonames="3143244"),
    Entity("group-medics", "Group", "medics", (), (at("medics", 1),), named=False),
    Entity("group-dockers", "Group", "dockers", (), (at("dockers"),), named=False),
    Entity("person-ingrid-solheim", "Person", "Ingrid Solheim", ("Solheim",), (at("Ingrid Solheim"), at("Solheim", 1)),
           posts=(Post("Foreign Minister", "country-norway", "current", QUOTE),
                  Post("mayor", "governmentbody-bergen", "former", PLEDGE))),
    Entity("governmentbody-bergen", "GovernmentBody", "Bergen", (), (at("Bergen"),)),
    Entity("organization-dockers-front", "CivilSocietyOrganization", "Dockers' Front", (), (at("Dockers' Front"),)),
    Entity("securityforce-army", "SecurityForce", "army", (), (at("army"),), named=False),
)  # fmt: skip

SITUATIONS = (
    Situation(
        "event-deployment01", "Deployment", (at("deployed"), at("sends")), (BLAST, HEADLINE),
        (Role("agent", "country-norway"), Role("patient", "group-medics"), Role("destination", "place-lumbala")),
        MONDAY,
        figures=(Figure(40, Bound.AT_LEAST, 40, None, "medic", "deployed", at("more than 40")),),
        causes=("event-killing01",),
    ),
    Situation(
        "event-killing01", "Killing", (at("killed"),), (BLAST,),
        (Role("patient", "group-dockers"), Role("place", "place-lumbala")),
        figures=(Figure(12, Bound.ABOUT, None, None, "docker", "killed", at("about 12"), as_of=date(2024, 5, 13)),),
    ),
    Situation(
        "event-statement01", "Statement", (at("said"),), (QUOTE,),
        (Role("agent", "person-ingrid-solheim"), Role("place", "place-oslo")),
        quotations=(at("We will not leave them alone,"),),
    ),
    Situation(
        "event-pledge01", "Pledge", (at("pledged"),), (PLEDGE,), (Role("agent", "person-ingrid-solheim"),),
        content=("prospect-funding01",),
    ),
    Situation(
        "prospect-funding01", "Funding", (at("give"),), (PLEDGE,), (Role("agent", "country-norway"),),
        factuality=Factuality.PLEDGED,
        sources=("person-ingrid-solheim",),
        figures=(
            Figure(3_500_000, Bound.EXACT, 3_500_000, 3_500_000, "EUR", "given", at("3.5 million euros")),
            Figure(3, Bound.EXACT, 3, 3, "times", "given", at("three times"),
                   comparison=Comparison("ratio", "more", "the 2023 figure", YEAR_2023)),
        ),
    ),
    Situation(
        "prospect-evacuation01", "Evacuation", (at("evacuated"),), (DENIAL,),
        (Role("agent", "securityforce-army"), Role("origin", "place-lumbala")),
        polarity=Polarity.NEGATED,
        sources=("organization-dockers-front",),
    ),
)  # fmt: skip

RELATIONS = (
    Relation("person-ingrid-solheim", "nationality", "country-norway", (QUOTE,)),
    Relation("organization-dockers-front", "opposes", "securityforce-army", (DENIAL,)),
)
FACTS = Facts(ARTICLE, ENTITIES, SITUATIONS, RELATIONS, (Drop("figure", at("three"), "no unit"),), SENTENCES)

HOSTILE = (
    "A\x00\x07\"q\" 'a'\\ \r\n\t<script>alert(1)</script>&amp;\u202eevil\u200f \ud800 =cmd|' /C calc'!A0 \ufffe\u2028"
)


def hostile() -> Facts:
    """Facts whose every string is hostile; the spans still lie in the text."""
    text = f"{HOSTILE} killed {HOSTILE}."
    span, word = Span(0, len(text)), Span(text.index("killed"), text.index("killed") + 6)
    article = Article(f"../{HOSTILE}", text, (), HOSTILE, ISSUED, IssuedBasis.STATED, "javascript:alert(1)", HOSTILE)
    people = (
        Entity("person-evil", "Person", HOSTILE, (f"={HOSTILE}", HOSTILE), (span,),
               posts=(Post(HOSTILE, "country-evil", "current", span),), wikidata="not an id", geonames="1 2"),
        Entity("country-evil", "Country", f"@{HOSTILE}", (), (span,)),
    )  # fmt: skip
    figure = Figure(1.5, Bound.EXACT, 1.5, 1.5, HOSTILE, HOSTILE, word, None, Comparison("ratio", "", HOSTILE))
    killing = Situation(
        "event-evil", "Killing", (word,), (span,), (Role("agent", "person-evil"), Role("place", "country-evil")),
        sources=("person-evil",), quotations=(word,), figures=(figure,),
    )  # fmt: skip
    return Facts(article, people, (killing,), (Relation("person-evil", "leads", "country-evil", (span,)),), (), (span,))
