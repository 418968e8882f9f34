"""Things for tests, made with keyword arguments. A test writes out every value that it depends on."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count

from plans.choices import (
    Accumulation,
    AgencyKind,
    Comparator,
    DueWording,
    Measure,
    Period,
    PlanKind,
    Reporter,
    Role,
    RulePlace,
    RuleWeight,
    SpanKind,
    UnitLevel,
)
from plans.models import (
    Agency,
    Breakdown,
    BreakdownPart,
    CheckRule,
    CheckRuleTerm,
    DutyOccasion,
    Goal,
    Indicator,
    Phase,
    Plan,
    PlanIssuer,
    ReportingDuty,
    ReportingLevel,
    Seat,
    Section,
    Target,
    TargetVersion,
    Unit,
    UnitChange,
)
from portal.dates import first_moment_after
from portal.models import User
from portal.text import fold
from reporting.choices import Answer, FigureKind, ReportState
from reporting.models import Figure, Report, Revision, Round

_numbers = count(1)


def _code(prefix):
    return f"{prefix}-{next(_numbers)}"


def make_country(name="Cả nước"):
    """The root, where districts report until 30/6/2025 and communes from 1/7/2025."""
    root = Unit.objects.create(code="VN", name=name, folded_name=fold(name), level=UnitLevel.COUNTRY)
    ReportingLevel.objects.create(unit=root, level=UnitLevel.DISTRICT)
    ReportingLevel.objects.create(unit=root, level=UnitLevel.COMMUNE, valid_from=date(2025, 7, 1))
    return root


def make_unit(name, level=UnitLevel.DISTRICT, *, parent, code=None, valid_from=None, valid_to=None):
    return Unit.objects.create(
        code=code or f"9{next(_numbers):05}",  # beyond any code that a test writes out
        name=name,
        folded_name=fold(name),
        level=level,
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def make_change(predecessor, successor, *, on):
    """`predecessor` becomes part of `successor` on a day (call once for each successor)."""
    return UnitChange.objects.create(predecessor=predecessor, successor=successor, effective_on=on)


def make_agency(name, *, unit, kind=AgencyKind.DEPARTMENT, code=None, each_level=""):
    return Agency.objects.create(code=code or _code("agency"), name=name, unit=unit, kind=kind, each_level=each_level)


def make_user(username, full_name="", **fields):
    return User.objects.create_user(
        username, password="mat-khau-de-thu-2024", full_name=full_name or username, **fields
    )


def make_seat(user, role, *, unit=None, agency=None, valid_from=None, valid_to=None):
    return Seat.objects.create(
        user=user, role=Role(role), unit=unit, agency=agency, valid_from=valid_from, valid_to=valid_to
    )


def make_plan(*, scope, code=None, signed_on=date(2024, 2, 26), first_year=2024, last_year=2024, issuer=None, **fields):
    """A plan with one section "ii" and, for one year or as given, one phase over all its years."""
    plan = Plan.objects.create(
        code=code or _code("plan"),
        kind=fields.pop("kind", PlanKind.PLAN),
        number=fields.pop("number", "108/KH-BTV"),
        signed_on=signed_on,
        title=fields.pop("title", "Thực hiện Đề án 01"),
        short_title=fields.pop("short_title", "Đề án 01"),
        scope=scope,
        scope_as_of=fields.pop("scope_as_of", signed_on),
        first_year=first_year,
        last_year=last_year,
        **fields,
    )
    Phase.objects.create(plan=plan, code="gd", name="Cả kỳ", first_year=first_year, last_year=last_year, order=1)
    Section.objects.create(plan=plan, code="ii", label="II.", heading="NỘI DUNG HOẠT ĐỘNG", order=1)
    if issuer:
        PlanIssuer.objects.create(plan=plan, agency=issuer, order=1)
    return plan


def make_duty(plan, reporter, **occasions):
    """A duty with its occasions by period: "trước 30/11", "chậm nhất 14/6" or None for "do tỉnh đặt"; (text, cut-off)."""
    duty = ReportingDuty.objects.create(
        plan=plan, code=f"{reporter}-{plan.duties.count()}", order=1, wording="báo cáo", reporter=reporter
    )
    for order, (period, text) in enumerate(occasions.items()):
        text, cut_off = text if isinstance(text, tuple) else (text, None)
        words, day = (text or " ").rsplit(" ", 1)
        day, month = map(int, day.split("/")) if text else (None, None)
        cut_off_day, cut_off_month = map(int, cut_off.split("/")) if cut_off else (None, None)
        DutyOccasion.objects.create(
            duty=duty,
            period=period,
            wording=text or "",
            due_day=day,
            due_month=month,
            due_wording="" if not text else DueWording.BEFORE if words.startswith("trước") else DueWording.BY,
            set_by_province=text is None,
            cut_off_day=cut_off_day,
            cut_off_month=cut_off_month,
            first_year=plan.first_year,
            last_year=plan.last_year,
            order=order,
        )
    return duty


def make_breakdown(code="loai-hinh", parts=(("htx", "HTX"), ("tht", "THT"))):
    """A breakdown with its parts and "chưa phân loại" last."""
    breakdown = Breakdown.objects.create(code=code, name="Loại hình")
    named = [*parts, (BreakdownPart.UNCLASSIFIED, "chưa phân loại")]
    for order, (part_code, name) in enumerate(named, start=1):
        BreakdownPart.objects.create(breakdown=breakdown, code=part_code, name=name, order=order)
    return breakdown


def make_indicator(name="HTX mới thành lập", *, measure=Measure.COUNT, accumulation=Accumulation.FLOW, **fields):
    if measure == Measure.MILESTONE:
        accumulation = ""
    return Indicator.objects.create(
        code=fields.pop("code", None) or _code("indicator"),
        name=name,
        measure=measure,
        accumulation=accumulation,
        unit_of_measure=fields.pop("unit_of_measure", "HTX" if measure == Measure.COUNT else ""),
        **fields,
    )


def make_rule(left, comparison, right=(), *, constant=None, weight=RuleWeight.REFUSE, plan=None, words=""):
    """A rule of a plan, else of the catalogue. A number is an indicator, or (indicator, part) or (indicator, side)."""
    told = {"comparison": comparison, "constant": constant, "weight": weight, "words": words}
    rule = CheckRule.objects.create(plan=plan, code=_code("rule"), order=next(_numbers), **told)
    for place, terms in ((RulePlace.LEFT, left), (RulePlace.RIGHT, right)):
        for order, term in enumerate(terms, start=1):
            indicator, what = term if isinstance(term, tuple) else (term, None)
            named = {"part": what} if isinstance(what, BreakdownPart) else {"side": what or ""}
            CheckRuleTerm.objects.create(rule=rule, place=place, order=order, indicator=indicator, **named)
    return rule


def make_goal(plan, indicator, *, comparator=Comparator.AT_LEAST, part=None, per_level="", code=None, **fields):
    return Goal.objects.create(
        plan=plan,
        section=fields.pop("section", None) or plan.sections.get(code="ii"),
        code=code or _code("goal"),
        order=fields.pop("order", next(_numbers)),
        wording=fields.pop("wording", f"Chỉ tiêu: {indicator.name}"),
        indicator=indicator,
        part=part,
        comparator=comparator,
        per_level=per_level,
        **fields,
    )


def make_target(goal, value=None, *, value_to=None, years=None, span_kind=SpanKind.YEAR, every_years=0, unit=None):
    """A target with one version in force from the beginning; `years` is (first, last), default the plan's."""
    first, last = years or (goal.plan.first_year, goal.plan.last_year)
    target = Target.objects.create(
        goal=goal, unit=unit, span_kind=span_kind, first_year=first, last_year=last, every_years=every_years, order=1
    )
    TargetVersion.objects.create(
        target=target,
        value=None if value is None else Decimal(value),
        value_to=None if value_to is None else Decimal(value_to),
    )
    return target


def make_round(plan, *, province=None, period=Period.YEAR, year=2024, cut_off=date(2024, 11, 29), **fields):
    """A round of one plan; without more, its units' last day is its cut-off."""
    round_ = Round.objects.create(
        province=province or plan.scope,
        code=fields.pop("code", None) or _code("ky"),
        name=fields.pop("name", f"{Period(period).label} {year}"),
        period=period,
        year=year,
        cut_off=cut_off,
        units_last_day=fields.pop("units_last_day", cut_off),
        opened_at=fields.pop("opened_at", first_moment_after(date(year, 1, 1))),
        **fields,
    )
    round_.plans.add(plan)
    return round_


def make_report(round_, unit, *, reporter=Reporter.UNIT, agency=None, state=ReportState.DRAFT, **fields):
    return Report.objects.create(round=round_, unit=unit, reporter=reporter, agency=agency, state=state, **fields)


def make_figure(report, indicator, value=None, *, part=None, kind=FigureKind.ACTUAL, answer=Answer.VALUE, **fields):
    """A figure of the draft: `value` for a count (a milestone's done/not done is 1/0), or numerator= and denominator=."""
    return Figure.objects.create(
        report=report,
        indicator=indicator,
        part=part,
        kind=kind,
        answer=answer,
        value=None if value is None else Decimal(value),
        **fields,
    )


def frozen(indicator, value=None, *, part="", kind="actual", answer="value", **fields):
    """One figure as a revision freezes it (the shape that filling.content_of writes)."""
    given = {"value": value, "numerator": None, "denominator": None, "done_on": None, **fields}
    return {
        "indicator": indicator.code,
        "part": part,
        "kind": kind,
        "answer": answer,
        **{name: None if item is None else str(item) for name, item in given.items()},
        "reason": "",
        "remark": "",
    }


def accept_report(round_, unit, *figures, reporter=Reporter.UNIT, agency=None, by=None):
    """An accepted report whose last revision holds `figures` (each made by `frozen`), entered into what counts."""
    from reporting.aggregation import enter

    by = by or User.objects.filter(username="nguoi-lam-mau").first() or make_user("nguoi-lam-mau", "Người làm mẫu")
    at: datetime = first_moment_after(round_.cut_off)
    report, _ = Report.objects.update_or_create(
        round=round_,
        unit=unit,
        reporter=reporter,
        agency=agency,
        defaults={
            "state": ReportState.ACCEPTED,
            "first_submitted_at": at,
            "submitted_at": at,
            "submitted_by": by,
            "review_began_at": at,
            "reviewer": by,
            "accepted_at": at,
        },
    )
    Revision.objects.create(
        report=report,
        number=report.revisions.count() + 1,
        receipt=_code("BN"),
        content={"figures": list(figures), "narratives": []},
        figure_count=len(figures),
        submitted_at=at,
        submitted_by=by,
    )
    enter(report)
    return report
