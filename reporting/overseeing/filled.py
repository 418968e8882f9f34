"""How many rows of each section are answered: counted by the database, so that no figure leaves it."""

from collections.abc import Collection

from django.db import connection

from reporting.models import Figure, Narrative, Report
from reporting.overseeing.columns import Asking, Sections
from reporting.sections import PROSE

Filled = dict[int, dict[int | str, int]]  # by report and section, the prose under PROSE

# By hand, since every matrix asks it of two hundred reports: the ORM takes longer over it than the database. All that is
# put in are numbers of our own tables and the kinds of numbers, whose words are ours.
ROWS = """
SELECT report_id, CASE {cases} END AS section, COUNT(DISTINCT {row}) FROM {figures} WHERE report_id IN ({reports}) GROUP BY 1, 2
"""
HEADINGS = "SELECT report_id, 0, COUNT(*) FROM {narratives} WHERE report_id IN ({reports}) AND text <> '' GROUP BY 1"


def answered_rows(reports: Collection[Report], sections: Sections) -> Filled:
    """Of each report and section the rows that have an answer, also one without data, and the headings of the prose.

    What is stored of a row that is not asked (any more) is not counted: n of "m/n" is what is asked. One query.
    """
    if not reports:
        return {}
    alike: dict[int, tuple[Asking, list[int]]] = {}
    for report in reports:
        asking = sections.asking(report)
        if asking.section_of:
            alike.setdefault(id(asking), (asking, []))[1].append(report.pk)
    arms = [_counting_rows(asking, of_them) for asking, of_them in alike.values()]
    arms.append(_filled_in(HEADINGS, [report.pk for report in reports], narratives=Narrative._meta.db_table))
    found: Filled = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms))
        for report, section, count in cursor.fetchall():
            if section is not None:
                found.setdefault(report, {})[section or PROSE] = count
    return found


def _counting_rows(asking: Asking, reports: list[int]) -> str:
    kinds = sorted({kind for _, kind in asking.section_of})
    numbered = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(kinds))
    row = f"indicator_id * {len(kinds)} + CASE kind {numbered} ELSE 0 END" if len(kinds) > 1 else "indicator_id"
    return _filled_in(ROWS, reports, cases=_cases(asking), row=row, figures=Figure._meta.db_table)


def _cases(asking: Asking) -> str:
    """Which rows stand in which section."""
    alike: dict[tuple[str, int], list[int]] = {}
    for (indicator, kind), section in asking.section_of.items():
        alike.setdefault((kind, section), []).append(indicator)
    return " ".join(
        f"WHEN kind = '{kind}' AND indicator_id IN ({_listed(indicators)}) THEN {section}"
        for (kind, section), indicators in alike.items()
    )


def _filled_in(sql: str, reports: list[int], **parts: str) -> str:
    return sql.format(reports=_listed(reports), **parts)


def _listed(keys: Collection[int]) -> str:
    return ", ".join(map(str, map(int, keys)))
