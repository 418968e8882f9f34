"""The matrix of a round: for the province all its units on a page, for the central Union the first page of many."""

from django.db import connection
from django.urls import reverse

from plans.choices import Role
from plans.models import Unit
from portal import clock
from reporting.models import AcceptedFigure, Figure, Narrative, Report
from reporting.overseeing.matrix import matrix_of
from tests.benchmarks import bare
from tests.benchmarks.clients import got, signed_in, without_session
from tests.benchmarks.measuring import Case, statements_of
from tests.benchmarks.world import Province
from tests.builders import make_seat, make_user


def round_matrix(province: Province) -> Case:
    """Limit: the same statements by a bare cursor, and their numbers joined into rows in the frame of every page, signed in."""
    _answer_everywhere(province)
    user, address = _watcher(province), reverse("reporting:round-matrix", args=[province.round.pk])
    client, matrix = signed_in(user), matrix_of(province.round, user, clock.now())
    bare.given[bare.BODY] = [_written(row) for row in matrix.rows]
    statements = without_session(client, statements_of(lambda: got(client, address)))

    def limit():
        statements.replay()
        got(client, "/bare/rows/")

    return Case(lambda: got(client, address), limit)


def _written(row) -> tuple:
    """What a row has to say, ready to be joined."""
    return row.report.pk, row.report.reporter_name, [tag.label for tag in row.tags], [*row.cells, row.prose]


def _watcher(province: Province):
    """Who looks at more units than a province has sits above it."""
    if province.size < 1000:
        return province.reviewer
    reader = make_user(f"trung-uong-{province.size}")
    make_seat(reader, Role.READER, unit=Unit.objects.get(pk=province.plan.scope.parent_id))
    return reader


def _answer_everywhere(province: Province) -> None:
    """What the accepted reports count with stands in their forms too, and two headings of prose; the draft is half filled in."""
    columns = "report_id, indicator_id, part_id, kind, answer, value, reason, remark"
    entered, forms = AcceptedFigure._meta.db_table, Figure._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {forms} ({columns}) SELECT report_id, indicator_id, part_id, kind, answer, value, '', ''"
            f" FROM {entered} WHERE part_id IS NOT NULL AND report_id IN"
            f" (SELECT id FROM {Report._meta.db_table} WHERE round_id = %s)",
            [province.round.pk],
        )
    Narrative.objects.bulk_create(
        Narrative(report_id=pk, heading=heading, text="Đã làm.")
        for pk in province.round.reports.values_list("pk", flat=True)
        for heading in ("results", "difficulties")
    )
    Report.objects.filter(pk=province.draft.pk).update(version=1)
