"""The closed sets of names that facts are made of; the ontology defines each of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

EVENT_FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "violence": ("Attack", "Clash", "Killing", "Death", "Injury", "Kidnapping", "SexualViolence", "Destruction"),
    "security": ("Operation", "Deployment", "Withdrawal", "Seizure", "Arrest", "Release"),
    "humanitarian": ("Displacement", "Evacuation", "Disaster", "Aid"),
    "governance": (
        "Investigation", "Trial", "Conviction", "Election", "Appointment", "Resignation", "Legislation",
        "MandateDecision", "Coup",
    ),
    "diplomacy": (
        "Meeting", "Visit", "Agreement", "Pledge", "Request", "Refusal", "Support", "Criticism", "Accusation",
        "Denial", "Threat", "Sanction", "Statement",
    ),
    "economy": ("Funding", "FundingCut"),
    "unrest": ("Protest", "Strike", "Riot"),
    "change": ("Increase", "Decrease"),
}  # fmt: skip
EVENT_TYPES: Final = frozenset(name for names in EVENT_FAMILIES.values() for name in names)
FAMILY_OF: Final = {name: family for family, names in EVENT_FAMILIES.items() for name in names}

ACTOR_TYPES: Final = frozenset(
    {
        "Person", "Country", "InternationalOrganization", "GovernmentBody", "SecurityForce", "ArmedGroup", "Company",
        "MediaOrganization", "PoliticalParty", "CivilSocietyOrganization", "Group", "Organization",
    }
)  # fmt: skip
PLACE_TYPES: Final = frozenset({"Place", "Facility"})

ACTOR_ROLES: Final = ("agent", "patient", "recipient", "instrument")
PLACE_ROLES: Final = ("place", "origin", "destination")
RELATIONS: Final = ("memberOf", "partOf", "leads", "commands", "basedIn", "nationality", "alliedWith", "opposes")


class Factuality(StrEnum):
    """How the text presents a situation (after Saurí and Pustejovsky 2012, in coarser grades)."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    PLEDGED = "Pledged"
    REQUESTED = "Requested"
    POSSIBLE = "Possible"
    HYPOTHETICAL = "Hypothetical"


class Polarity(StrEnum):
    """Whether the situation is affirmed or negated."""

    AFFIRMED = "Affirmed"
    NEGATED = "Negated"


class Bound(StrEnum):
    """What the words around a number say about it: "over 5,600" is AT_LEAST."""

    EXACT = "Exact"
    AT_LEAST = "AtLeast"
    AT_MOST = "AtMost"
    ABOUT = "About"


class Tally(StrEnum):
    """How a figure stands to other counts of the same thing: "a total of 40", "another 12"."""

    TOTAL = "total"
    ADDITION = "addition"


class DateBasis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"  # a full calendar date in the text
    ARTICLE = "article"  # relative to the article's date ("on Monday", "last year")
    NARRATIVE = "narrative"  # relative to a time the text gave before ("the previous year")
    CURRENT = "current"  # the present of the article ("currently", "now")


class IssuedBasis(StrEnum):
    """Where an article's date of issue comes from."""

    STATED = "stated"  # by the caller (--date, a JSONL field) or a dateline
    METADATA = "metadata"  # by the page's own metadata
    INFERRED = "inferred"  # from dates and weekdays in the text
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """What a stretch of an article is."""

    HEADLINE = "headline"
    SUMMARY = "summary"  # bullets or a standfirst above the body
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a list item within the body
