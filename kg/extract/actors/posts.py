"""Offices: who holds or held which post, of what: "President Amina Diallo", "Sy, the mission's deputy commander"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.mentions import Draft, Mention, Stage, dominant, point
from kg.extract.actors.names import Found
from kg.extract.actors.offices import local_place, unnamed_body
from kg.extract.actors.titles import TitleSpan
from kg.extract.actors.words import SUBJECTS, Words
from kg.lexicon.actors import ActorLexicon
from kg.model import Post

FORMER: Final = frozenset({"former", "ex", "late", "then", "ousted", "deposed", "erstwhile"})
NEAR: Final = 9  # tokens between a title and the name in apposition
FAR: Final = 14  # and through "of the Secretary-General for Chad"
OF: Final = frozenset({"of", "for", "to", "at", "in", "with"})
PORTFOLIO: Final = frozenset(
    {
        "minister", "secretary", "commissioner", "director", "officer", "coordinator", "spokesman", "spokeswoman",
        "spokesperson", "adviser", "advisor", "chief", "manager", "envoy", "editor", "representative", "deputy",
        "leader", "commander",
    }
)  # fmt: skip


class Posts:
    """Reads posts off the titles of one article and puts them on the persons."""

    def __init__(self, w: Words, found: Found, lexicon: ActorLexicon, stage: Stage) -> None:
        self.w = w
        self.found = found
        self.lexicon = lexicon
        self.stage = stage
        self.starts = {n.start: n.head for n in found.names if not n.adjective}
        self.ends = {n.end: n.head for n in found.names}
        self.title_starts = {t.start: t for t in found.titles}
        self.inside: set[int] = set()  # titles within another's complement: "envoy of the Secretary-General"

    def settle(self) -> Iterator[tuple[Draft, TitleSpan, Draft | None]]:
        """Adds the posts; yields (holder, title, body) for those that are current."""
        for title in self.found.titles:
            if not title.title.office:
                continue
            holder, before = self._holder(title)
            if holder is None or title.start in self.inside:
                continue
            if title.end - 1 not in self.stage.at:
                head = title.end - 1
                self.stage.point(holder, Mention(title.start, title.end, head, self.w.text[head], counted=False))
            start = self._portfolio(title)
            body = self._body(title, start, holder)
            former = self._former(start)
            words = self.w.phrase(start, self._complement(title))
            post = Post(words, None, "former" if former else "current", self.w.sentence_span(title.start))
            if not any(p.title.lower() == words.lower() and (b is body or body is None) for p, b in holder.posts):
                holder.posts.append((post, body))
            del before
            if not former:
                yield holder, title, body

    # -- the holder -----------------------------------------------------------------------------------------------

    def _person(self, head: int | None) -> Draft | None:
        draft = self.stage.at.get(head) if head is not None else None
        return draft if draft is not None and draft.person and draft.named else None

    def _holder(self, t: TitleSpan) -> tuple[Draft | None, bool]:
        at = t.end
        while at in self.title_starts:
            at = self.title_starts[at].end  # "director General Sy"
        if (found := self._person(self.starts.get(at))) is not None:
            return found, True
        w, head = self.w, t.end - 1
        if w.tag[head] == "NNS":
            return None, False
        if (found := self._behind_complement(t)) is not None:
            return found, True
        for token in range(t.start, t.end):
            up = w.head[token]
            if w.dep[token] == "appos" and (found := self._person(up)) is not None:
                return found, False
            for c in w.children[token]:
                if w.dep[c] == "appos" and (found := self._person(c)) is not None:
                    return found, True
            if w.dep[token] == "attr" and w.lemma[up] in ("be", "become", "remain"):
                for c in w.children[up]:
                    if w.dep[c] in SUBJECTS and (found := self._person(c)) is not None:
                        return found, False
        return self._across_comma(t)

    def _behind_complement(self, t: TitleSpan) -> Draft | None:
        """ "Envoy of the AU Chairman for Chad Amina Diallo"."""
        w, at, passed = self.w, t.end, list[int]()
        spans = {n.start: n.end for n in self.found.names} | {s: x.end for s, x in self.title_starts.items()}
        while at < min(len(w.text), t.end + FAR):
            if at in spans:
                person = self._person(self.starts.get(at))
                if person is not None:
                    self.inside.update(passed if at > t.end else ())
                    return person if at > t.end and w.lower[at - 1] not in ("of", "for", "to") else None
                passed += [at] if at in self.title_starts else []
                at = spans[at]
            elif w.lower[at] in ("of", "for", "the", "to"):
                at += 1
            else:
                return None
        return None

    def _across_comma(self, t: TitleSpan) -> tuple[Draft | None, bool]:
        """ "Sy, the mission's deputy commander," where the parser lost it, and "the mission's commander, Sy"."""
        w = self.w
        if w.titled[w.sentence[t.start]]:
            return None, False
        first, last = w.bounds[w.sentence[t.start]]
        at = t.start - 1
        while at >= max(first, t.start - NEAR) and w.text[at] != ",":
            if w.pos[at] in ("VERB", "AUX"):
                break
            at -= 1
        if at > first and w.text[at] == "," and (found := self._person(self.ends.get(at))) is not None:
            return found, False
        at = t.end
        while at < min(last, t.end + NEAR) and w.text[at] != ",":
            if w.pos[at] in ("VERB", "AUX", "SCONJ"):
                return None, False
            at += 1
        if at < last and w.text[at] == "," and (found := self._person(self.starts.get(at + 1))) is not None:
            named = self.found.names
            end = next((n.end for n in named if n.start == at + 1), at + 2)
            if (end < last and w.text[end] in (",", ".", ":")) or end >= last or w.pos[end] in ("VERB", "AUX"):
                return found, True
        return None, False

    # -- the title's words ----------------------------------------------------------------------------------------

    def _portfolio(self, t: TitleSpan) -> int:
        """Where the title starts with its field: "Water Minister", "deputy spokesman"."""
        w, start = self.w, t.start
        if t.title.words[-1] not in PORTFOLIO and t.title.words[0] not in PORTFOLIO:
            return start
        while start > 0 and w.sentence[start - 1] == w.sentence[t.start]:
            i = start - 1
            joins = w.dep[i] in ("compound", "amod", "nmod") and w.pos[i] in ("NOUN", "PROPN", "ADJ")
            if (
                not joins
                or i in self.stage.at
                or w.lower[i] in FORMER
                or self._in_name(i)
                or w.lower[i] in self.lexicon.heads
            ):
                break
            start = i
        return start

    def _in_name(self, i: int) -> bool:
        return any(n.start <= i < n.end and (n.head in self.stage.at) for n in self.found.names)

    def _complement(self, t: TitleSpan) -> int:
        """The end of "minister of water": the field, not a body."""
        w, end = self.w, t.end
        if end + 1 < len(w.text) and w.lower[end] in ("of", "for") and end + 1 not in self.starts:
            first = end + 1
            while (
                first < len(w.text) and w.pos[first] in ("NOUN", "PROPN", "ADJ", "CCONJ") and first not in self.stage.at
            ):
                first += 1
            if first > end + 1:
                return first
        return end

    def _former(self, start: int) -> bool:
        w = self.w
        low = max(w.bounds[w.sentence[start]][0], start - 4)
        for i in range(start - 1, low - 1, -1):
            if w.lower[i] in FORMER:
                return True
            if w.text[i] == "," or w.pos[i] in ("VERB", "ADP"):
                return False
        return False

    # -- the body -------------------------------------------------------------------------------------------------

    def _body(self, t: TitleSpan, start: int, holder: Draft) -> Draft | None:
        w, at = self.w, self.stage.at
        i = start - 1
        while i > 0 and (w.text[i] in ("'s", "’s", "'", "’") or w.lower[i] in FORMER or w.text[i] == "-"):
            i -= 1
        for probe in (i, self.ends.get(i + 1, -1)):
            if probe in at and at[probe] is not holder and not at[probe].person:
                return at[probe]
        if i >= 0 and w.lower[i] in self.lexicon.anaphors and w.dep[i] in ("compound", "nmod"):
            named = point(w, self.lexicon, self.stage, i, w.lower[i], frozenset())
            if named is not None:
                return named
        if i >= 0 and (body := unnamed_body(w, self.lexicon, self.stage, i)) is not None:
            return body
        for c in w.children[t.end - 1]:
            if w.dep[c] != "poss":
                continue
            owner = at.get(c) or point(w, self.lexicon, self.stage, c, w.lower[c], frozenset())
            if owner is not None and owner is not holder and not owner.person:
                return owner
        for c in [c for j in range(t.start, t.end) for c in w.children[j] if w.dep[c] == "prep" and w.lower[c] in OF]:
            for g in w.children[c]:
                if w.dep[g] != "pobj":
                    continue
                # "envoy of the AU chairman": the AU
                of = next((at[x] for x in (g, *w.children[g]) if x in at and not at[x].person), None)
                if of is not None and of is not holder:
                    return of
        nxt = next((n for n in self.found.names if n.start >= t.end and at.get(n.head) is holder), None)
        if nxt is not None and nxt.end < len(w.text) and w.lower[nxt.end] == "of":
            behind = next((n for n in self.found.names if nxt.end < n.start <= nxt.end + 2), None)
            if behind is not None and behind.head in at and not at[behind.head].person:
                return at[behind.head]
        return self._implied(t, holder) if t.title.of == "country" else local_place(w, self.stage, t)

    def _implied(self, t: TitleSpan, holder: Draft) -> Draft | None:
        """The country of a bare "President Sy": the one he is told to speak for, or the only one in the article."""
        w, at = self.w, self.stage.at
        for m in holder.mentions if t.title.tie == "leads" else ():
            verb = w.head[m.head]
            if w.dep[m.head] not in SUBJECTS:
                continue
            for c in w.children[verb]:
                if w.dep[c] == "dobj":
                    for g in w.children[c]:
                        if w.dep[g] == "poss" and g in at and at[g].kind == "Country":
                            return at[g]
        return dominant(self.stage.drafts)
