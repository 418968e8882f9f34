"""One cell of a form, sent while somebody types: what it costs more than a bare post of a signed-in person."""

import json
from itertools import count

from django.urls import reverse

from reporting.models import AnswerChange, Figure, Report
from reporting.questions import asked_of
from tests.benchmarks import bare
from tests.benchmarks.clients import signed_in
from tests.benchmarks.measuring import Case
from tests.benchmarks.world import Province
from tests.rewriting import history_rewritten

_batches = count(1)


def autosave(province: Province) -> Case:
    """A row of four boxes. Limit: a signed-in post that does nothing. What counts is the difference: below 10 ms."""
    client, report = signed_in(province.head), province.draft
    address = reverse("reporting:report-autosave", args=[report.pk])
    question = asked_of(report)[0]
    row = f"q{question.indicator.pk}-actual"
    cells = {f"{row}-part{part.pk}": "3" for part in question.parts} | {f"{row}-answer": "value", f"{row}-note": ""}
    bare.given[bare.DO_BARELY] = lambda: None

    def sent(where):
        body = {"user": province.head.pk, "batch": f"lan-{next(_batches)}", "cells": cells, "shown": {}}
        answer = client.post(where, json.dumps(body), "application/json")
        if answer.status_code != 200:
            raise RuntimeError(f"{where} answered {answer.status_code}")

    def emptied():
        with history_rewritten(AnswerChange):
            AnswerChange.objects.filter(report=report).delete()
        Figure.objects.filter(report=report).delete()
        Report.objects.filter(pk=report.pk).update(version=0)

    return Case(lambda: sent(address), lambda: sent("/bare/write/"), reset=emptied)
