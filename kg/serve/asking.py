"""The packaged questions over HTTP: /ask tells them, /ask/NAME?place=Goma asks one with its values."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.answer.formats import HTML, RESULTS, chosen
from kg.answer.frames import Frame
from kg.answer.refused import Refused
from kg.errors import QueryError
from kg.questions import Question, bound, packaged, question
from kg.serve.pages import Outcome, question_page, questions_page
from kg.serve.protocol import parameters
from kg.serve.settings import MEGABYTE, Settings

JSON: Final = "application/json"
PAGE: Final = 8 * MEGABYTE  # of an answer that becomes a page


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the values that were given, the format wanted, and the SPARQL; or why there is none."""

    question: Question
    values: dict[str, str]
    media: str
    sparql: str
    base: str
    mistake: str = ""
    waits: bool = False  # a page with an untouched form: the answer may take long, and another one may be meant

    @property
    def job(self) -> dict[str, Any]:
        """What the pool is asked."""
        page = {"result": JSON, "most_bytes": PAGE} if self.media == HTML else {"result": self.media}
        return {
            "do": "query",
            "sparql": self.sparql,
            "default": (),
            "named": (),
            "graph": None,
            "base": self.base,
            **page,
        }


def asked_of(request: Request) -> Asked:
    """The question that a request asks; an empty value leaves a parameter at its default.

    Raises Refused for a name that no question has (404), a format that no answer has (406), and a parameter or value
    that the question does not take (400); who wants a page gets that told on it.
    """
    accept = ", ".join(request.headers.getlist("accept"))
    try:
        found = question(request.path_params["name"])
    except QueryError as error:
        raise Refused(404, str(error)) from None
    media = chosen(accept, (*RESULTS, HTML))
    if media is None:
        raise Refused(406, f"answers come as {', '.join((*RESULTS, HTML))}")
    given = [(name, value) for name, value in parameters(request.scope["query_string"]) if value]
    values = dict(given)
    mistake, sparql = "", ""
    try:
        if len(values) < len(given):
            raise QueryError("parameters", "one is given twice", "give each once")
        sparql = bound(found, values)
    except QueryError as error:
        if media != HTML:
            raise Refused(400, str(error)) from None
        mistake = str(error)
    waits = media == HTML and bool(found.parameters) and not request.scope["query_string"]
    return Asked(found, values, media, sparql, request.app.state.settings.base, mistake, waits)


async def on_page(asked: Asked, answer: Callable[[], Awaitable[Frame]], settings: Settings) -> Response:
    """The page with the form of the question, filled, and what `answer` gives, with its status.

    A form that nothing was entered in is not asked yet.
    """
    start = time.perf_counter()
    if asked.waits:
        return question_page(asked.question, asked.values, asked.sparql, None, settings)
    if asked.mistake:
        frame = Frame({"status": 400, "text": asked.mistake})
    else:
        try:
            frame = await answer()
        except Refused as error:
            frame = Frame({"status": error.status, "text": error.text})
    status = frame.told["status"]
    seconds = time.perf_counter() - start
    if status == 200:
        told = json.loads(frame.body)
        outcome = Outcome(200, told["head"]["vars"], told["results"]["bindings"], seconds)
    else:
        outcome = Outcome(status, [], [], seconds, frame.told["text"])
    sparql = asked.sparql or asked.question.sparql
    return question_page(asked.question, asked.values, sparql, outcome, settings)


async def questions(request: Request) -> Response:
    """All questions with their parameters: as JSON, or as a page with links to their forms."""
    media = chosen(", ".join(request.headers.getlist("accept")), (JSON, HTML))
    if media is None:
        raise Refused(406, f"the questions come as {JSON} or {HTML}")
    if media == HTML:
        return questions_page()
    told = [asdict(found) for found in packaged().values()]
    return JSONResponse([{k: v for k, v in one.items() if k != "sparql"} for one in told])
