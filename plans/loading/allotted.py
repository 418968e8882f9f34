"""What units were allotted in the browser stays when its plan changes: the plan has to go on having a place for it."""

from plans.choices import Comparator, SpanKind
from plans.loading.amending import SPANS, words_of
from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry
from plans.loading.mistakes import Mistakes
from plans.loading.scalars import Years
from plans.loading.spans import Span, within
from plans.models import TargetVersion

NOT_SHARED_OUT = {Comparator.RANGE, Comparator.FOLLOWED}


def check_allotted(file: PlanFile, name: str, mistakes: Mistakes, *, taken_back: frozenset[int] = frozenset()) -> None:
    """Tell every goal that would leave its units' numbers without a span, or judge them as no unit is judged. One query.

    `taken_back`: versions that go if the file does not name them again.
    """
    rows = TargetVersion.objects.filter(target__goal__plan__code=name, target__unit__isnull=False)
    columns = ("span_kind", "first_year", "last_year", "every_years")
    spans: dict[str, set[Span]] = {}
    for pk, code, *span in rows.values_list("pk", "target__goal__code", *(f"target__{column}" for column in columns)):
        if pk not in taken_back:
            spans.setdefault(code, set()).add(Span(*span))
    for goal in file.goals or ():
        if goal.code in spans:
            _check_goal(goal, spans[goal.code], file, mistakes)


def _check_goal(goal: GoalEntry, spans: set[Span], file: PlanFile, mistakes: Mistakes) -> None:
    given = f"chỉ tiêu “{words_of(goal)}” đã giao cho đơn vị"
    if goal.comparator in NOT_SHARED_OUT:
        mistakes.add(goal.at("comparator"), f"{given}, không đổi thành khoảng hoặc theo dõi được; cần giữ cách so sánh")
    if goal.per:
        mistakes.add(goal.at("per"), f"{given}, không đổi thành mức của mỗi đơn vị được; cần thêm chỉ tiêu mới")
    for span in sorted(spans, key=str):
        if not _has_place(span, file):
            mistakes.add(
                goal.at("targets"),
                f"{given} theo {_words(span)}; cần giữ giai đoạn và các năm của kế hoạch như khi giao",
            )


def _has_place(span: Span, file: PlanFile) -> bool:
    """Whether a line of the file can still speak of this span."""
    years = file.plan.years if file.plan else None
    if years is None:
        return True  # told elsewhere
    if span.kind == SpanKind.PHASE:
        return any(phase.years == Years(span.first, span.last) for phase in file.phases or ())
    if span.kind in {SpanKind.CUMULATIVE, SpanKind.TERM} and span.first != years.first:
        return False
    return within(span, years)


def _words(span: Span) -> str:
    named = f"{span.first}-{span.last}" if span.kind == SpanKind.PHASE else span.last
    return SPANS[span.kind].format(span.every if span.kind == SpanKind.EVERY else named)
