"""What the checks say of a report, short enough for a table."""

from reporting.checking import problems


def said(report):
    """(level, box, message) of each finding."""
    return [(problem.level, problem.anchor.rpartition("-")[2], problem.message) for problem in problems(report)]


def part(indicator, code):
    return indicator.breakdown.parts.get(code=code)
