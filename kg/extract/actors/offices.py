"""Bodies that an office belongs to without their being named: "police spokesman Sy", "the mayor"."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.mentions import Draft, Mention, Stage
from kg.extract.actors.titles import TitleSpan
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon

BODIES: Final = frozenset({"GovernmentBody", "SecurityForce"})
ARMIES: Final = frozenset({"army", "military"})
LOCAL: Final = {"mayor": ("city",), "mayoress": ("city",), "governor": ("region", "area")}
LOCAL_REACH: Final = 3  # sentences back


def unnamed_body(w: Words, lexicon: ActorLexicon, stage: Stage, i: int) -> Draft | None:
    """ "Police spokesman Sy": the police, though no force is named."""
    head = lexicon.heads.get(w.lower[i])
    if head is None or head.plain not in BODIES or w.dep[i] not in ("compound", "nmod") or i in stage.at:
        return None
    alike = ARMIES if w.lower[i] in ARMIES else {w.lower[i]}
    before = [d for d in stage.drafts if d.kind == head.plain and d.lemma in alike and not d.count]
    if len(before) > 1 or (before and before[0].modifiers and before[0].named):
        return None
    mention = Mention(i, i + 1, i, w.text[i])
    if before:
        stage.point(before[0], mention)
        return before[0]
    return stage.add(Draft(head.plain, w.text[i], False, [mention], lemma=w.lower[i]))


def local_place(w: Words, stage: Stage, t: TitleSpan) -> Draft | None:
    """ "The mayor" is that of the town told of last, "the governor" that of the region."""
    size = LOCAL.get(t.title.words[-1], ())
    if not size:
        return None
    for i in range(t.start - 1, w.bounds[max(0, w.sentence[t.start] - LOCAL_REACH)][0] - 1, -1):
        draft = stage.at.get(i)
        if draft is not None and draft.kind == "Place":
            feature = draft.entry.feature if draft.entry is not None else "city"
            if feature in size:
                return draft
    return None
