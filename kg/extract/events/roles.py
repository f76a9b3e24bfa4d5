"""Who does what to whom, and where: fills an event's roles from its trigger's slots."""

from __future__ import annotations

from kg.extract.events.location import Location
from kg.extract.events.participants import Participants
from kg.extract.events.predicates import Predicates
from kg.extract.events.triggers import Trigger
from kg.extract.records import Cast
from kg.model import Role


class RoleFiller:
    """Fills roles for the triggers of one `Doc`."""

    def __init__(self, predicates: Predicates, cast: Cast) -> None:
        self._participants = Participants(predicates, cast)
        self._location = Location(predicates, cast, self._participants)

    def roles(self, trigger: Trigger) -> tuple[Role, ...]:
        """The roles of one trigger, actors before places, each filler once a role."""
        return (*self._participants.roles(trigger), *self._location.roles(trigger))
