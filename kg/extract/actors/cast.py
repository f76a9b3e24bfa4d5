"""The cast of an article: who and where, with the words that name them.

Names are found and decided for the whole article first; then the bodies of states ("the Malian army"), posts,
descriptions of people, and pronouns; last come places' containment and lasting ties. Nothing here knows any particular
actor: what is known of the world comes from the gazetteer, what is known of English from the word lists.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from kg.extract.actors.coreference import Descriptions
from kg.extract.actors.mentions import Draft, Mention, Stage, Tie, dominant
from kg.extract.actors.names import Found, find_names
from kg.extract.actors.naming import Naming
from kg.extract.actors.nominals import Nominals
from kg.extract.actors.places import contain, tie_to_countries
from kg.extract.actors.posts import Posts
from kg.extract.actors.pronouns import settle_places, settle_pronouns
from kg.extract.actors.relations import ties
from kg.extract.actors.words import Words, words
from kg.extract.records import Cast
from kg.lexicon.actors import ActorLexicon, actor_lexicon
from kg.lexicon.gazetteer import Gazetteer
from kg.model import Article, Drop, Entity, Post, Relation
from kg.vocab import entity_id, slug

WHOLE: Final = frozenset({"federal", "central", "national"})  # a government of the whole state


def cast(article: Article, doc: Doc, places: Gazetteer) -> Cast:
    """Actors and places of the article, which token means which, and their ties."""
    w, lexicon, drops = words(article, doc), actor_lexicon(), list[Drop]()
    found = find_names(w, lexicon, places)
    stage = Stage()
    for draft in Naming(w, found, lexicon).drafts(drops):
        stage.add(draft)
    _name_prefixes(w, found, stage)
    tie_to_countries(w, found, stage)
    described = list(Nominals(w, found, lexicon, stage).find())
    descriptions = Descriptions(w, lexicon, stage)
    bodies = [n for n in described if n.kind not in ("Person", "Group")]
    descriptions.settle(n for n in bodies if n.nation is not None or n.owner is not None)
    descriptions.settle(bodies)
    _link_governments(stage, lexicon, places)
    offices = list(Posts(w, found, lexicon, stage).settle())
    _reigns(stage, lexicon)
    descriptions.settle(described)
    _unnamed_offices(w, found, stage)
    settle_places(w, lexicon, stage)
    settle_pronouns(w, lexicon, stage)
    contain(w, stage, lexicon, places)
    told = list(ties(w, found, stage, offices))
    return _closed(w, article, stage, told, drops)


def _reigns(stage: Stage, lexicon: ActorLexicon) -> None:
    """ "The Okoro administration" belongs to the state that Okoro presides over."""
    for draft in stage.drafts:
        leader = draft.owner
        if draft.lemma in lexicon.words("reigns") and leader is not None and leader.person:
            draft.named = True
            draft.country = next(
                (of for _, of in leader.posts if of is not None and of.kind == "Country"), draft.country
            )


def _unnamed_offices(w: Words, found: Found, stage: Stage) -> None:
    """ "Chad's finance minister" holds a post though no name is told."""
    for title in found.titles:
        draft = stage.at.get(title.end - 1)
        if draft is None or draft.named or not draft.person or not title.title.office:
            continue
        body = draft.country or draft.owner
        if not draft.posts and not draft.plural:
            words = w.phrase(title.start, title.end)
            draft.posts.append((Post(words, None, "current", w.sentence_span(title.start)), body))


def _name_prefixes(w: Words, found: Found, stage: Stage) -> None:
    """A country's name that opens a longer name is a mention of the country too: "US" in "US Coast Guard"."""
    countries = {d.entry.id: d for d in stage.drafts if d.entry is not None and d.entry.kind == "Country"}
    for name in found.names:
        for end in range(name.start + 1, name.end):
            matches = found.known.get((name.start, end), ())
            whole = matches and matches[0].entry.kind == "Country" and matches[0].form != "demonym"
            if whole and name.head in stage.at and w.dep[end - 1] in ("compound", "nmod", "poss"):
                country = countries.get(matches[0].entry.id)
                if country is not None and stage.at[name.head] is not country:
                    stage.point(country, Mention(name.start, end, end - 1, w.phrase(name.start, end)))


def _link_governments(stage: Stage, lexicon: ActorLexicon, places: Gazetteer) -> None:
    """ "The Malian government" is what the gazetteer has as the government of Mali."""
    for draft in stage.drafts:
        state = draft.country.entry if draft.country is not None else None
        if (
            draft.lemma == "government"
            and draft.definite
            and draft.modifiers <= WHOLE
            and state is None
            and not draft.plural
        ):
            draft.country = dominant(stage.drafts)
            state = draft.country.entry if draft.country is not None else None
        if draft.lemma != "government" or draft.entry is not None or state is None:
            continue
        entry = places.government(state.country)
        if entry is None or draft.modifiers & lexicon.words("local"):
            continue
        twin = next((d for d in stage.drafts if d.entry is not None and d.entry.id == entry.id), None)
        if twin is None:
            draft.entry, draft.named = entry, True
            draft.name, draft.plural = entry.name, False
            continue
        for mention in draft.mentions:
            twin.mentions.append(mention)
            stage.at[mention.head] = twin
        draft.mentions.clear()


def _closed(w: Words, article: Article, stage: Stage, told: list[Tie], drops: list[Drop]) -> Cast:
    """The drafts as entities with ids."""
    pointed = {id(d) for d in stage.at.values()}
    pointed |= {id(x) for t in told for x in (t.subject, t.object)}
    pointed |= {id(of) for d in stage.drafts for _, of in d.posts if of is not None}
    held = [d for d in stage.drafts if id(d) in pointed]
    inner = list(held)
    for draft in inner:
        inner.extend(d for d in draft.within if d not in inner)
    kept = [d for d in stage.drafts if d in inner]
    kept.sort(key=lambda d: d.first)
    _mint(w, article, kept)
    entities = {d.id: _entity(w, d) for d in kept}
    relations: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in told:
        relations.setdefault((tie.subject.id, tie.kind, tie.object.id), []).append(tie)
    return Cast(
        entities,
        {i: d.id for i, d in sorted(stage.at.items()) if d.id},
        tuple(
            Relation(s, kind, o, tuple(sorted({t.evidence for t in group})))
            for (s, kind, o), group in relations.items()
            if s != o
        ),
        tuple(drops),
        {i: tuple(d.id for d in meant) for i, meant in sorted(stage.sets.items())},
    )


def _mint(w: Words, article: Article, drafts: list[Draft]) -> None:
    """Ids: of named things from the name, of described ones from the article and the place in it."""
    taken: set[str] = set()
    for d in drafts:
        name = entity_id(d.kind, d.name)
        if not d.named:
            offset = w.start[d.first] if d.mentions else 0
            name = f"{name}-{slug(article.name)}-{offset}"
        while name in taken:
            name += "-2"
        taken.add(name)
        d.id = name


def _entity(w: Words, d: Draft) -> Entity:
    counted = sorted((m for m in d.mentions if m.counted), key=lambda m: m.start)
    spans = sorted({w.span(m.start, m.end) for m in counted})
    aliases = dict.fromkeys(t for t in (*(m.text for m in counted), *d.also) if t != d.name)
    entry = d.entry
    posts = tuple(Post(p.title, of.id if of is not None else None, p.status, p.evidence) for p, of in d.posts)
    return Entity(
        id=d.id, kind=d.kind, name=d.name, aliases=tuple(aliases), mentions=tuple(spans), named=d.named, posts=posts,
        within=tuple(dict.fromkeys(x.id for x in d.within)),
        wikidata=entry.wikidata if entry else "", geonames=entry.geonames if entry else "",
        latitude=entry.latitude if entry else None, longitude=entry.longitude if entry else None,
    )  # fmt: skip
