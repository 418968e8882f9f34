"""The results as sentences of a report, each made from the figure itself, so that text cannot contradict table."""

from dataclasses import dataclass
from datetime import date

from plans.choices import Comparator, Measure, UnitLevel
from portal.dates import format_date
from reporting import phrases
from reporting.choices import Status
from reporting.phrases import in_prose
from reporting.progress import GoalProgress

NAMED_REMNANTS = 2
JUDGEMENTS = {
    Status.EXCEEDED: "vượt chỉ tiêu",
    Status.MET: "hoàn thành chỉ tiêu",
    Status.ON_TRACK: "đúng tiến độ",
    Status.BEHIND: "chậm so với tiến độ",
    Status.NOT_DUE: "chưa đến hạn",
    Status.MISSED: "quá hạn chưa đạt",
}


@dataclass(frozen=True)
class Place:
    """Where the results were reached, as sentences say it ("toàn tỉnh"), and the day up to which a report tells."""

    name: str
    cut_off: date


def sentence_of(goal: GoalProgress, place: Place) -> str:
    """One result in full: what, until when, how much, of which target, how it stands, and what is not in the number."""
    said = [_told(goal, place), _against_target(goal), _judgement(goal)]
    provisos = "".join(f"; {proviso}" for proviso in _provisos(goal))
    return f"{_upper_first(', '.join(part for part in said if part))}{provisos}."


def _told(goal, place):
    until = f"đến ngày {format_date(goal.total.cut_off or place.cut_off)}"
    if goal.units_owing is not None:
        return _told_by_unit(goal, until)
    if goal.measure == Measure.MILESTONE:
        return _told_milestone(goal, until)
    if goal.total.value is None:
        return f"{phrases.measured(goal)}: {_nothing_known(goal, until)}"
    if goal.measure == Measure.RATIO:
        return f"{until}, {_lower_first(goal.indicator_name)} là {phrases.ratio_words(goal, in_prose, unit=goal.unit_of_measure)}"
    return _told_count(goal, f"{until}, {place.name}")


def _told_count(goal, until_where):
    """ "đến ngày 29/11/2024, toàn tỉnh có 04 HTX mới thành lập": the name carries on where it begins with the unit."""
    unit = phrases.counted_in(goal)
    had = "chưa phát sinh" if goal.total.value == 0 else f"có {in_prose(goal.total.value)} {unit}".rstrip()
    begins_with_unit = goal.unit_of_measure and goal.indicator_name.casefold().startswith(
        f"{goal.unit_of_measure} ".casefold()
    )
    if begins_with_unit and goal.total.value:
        return f"{until_where} {had}{goal.indicator_name[len(goal.unit_of_measure) :]}"
    return f"{phrases.measured(goal)}: {until_where} {had}"


def _told_milestone(goal, until):
    if goal.total.done_on:
        return f"{goal.indicator_name}: đã hoàn thành ngày {format_date(goal.total.done_on)}"
    if goal.total.count:
        return f"{goal.indicator_name}: {until} chưa hoàn thành"
    return f"{goal.indicator_name}: {_nothing_known(goal, until)}"


def _told_by_unit(goal, until):
    if goal.total.cut_off is None:
        return f"{phrases.measured(goal)}: {_nothing_known(goal, until)}"
    owing = f"{goal.units_met}/{goal.units_owing} đơn vị {UnitLevel(goal.per_level).label}"
    met = "đã hoàn thành" if goal.measure == Measure.MILESTONE else "đạt mức tối thiểu"
    return f"{phrases.measured(goal)}: {until}, {owing} {met}{_minimum(goal)}"


def _minimum(goal):
    target = phrases.target_words(goal, in_prose, unit=phrases.counted_in(goal))
    return f" (mỗi đơn vị {target})" if target and goal.measure != Measure.MILESTONE else ""


def _nothing_known(goal, until):
    known = goal.measure == Measure.RATIO and goal.total.count
    return f"{until} chưa {'đủ' if known else 'có'} số liệu được duyệt"


def _against_target(goal):
    """ "đạt 133,3 % chỉ tiêu năm 2024 (ít nhất 03 HTX)"; a percent is set beside its target, not divided by it."""
    target = phrases.target_words(goal, in_prose, unit=phrases.counted_in(goal))
    if not target or goal.units_owing is not None or goal.measure == Measure.MILESTONE:
        return ""
    span = phrases.span_words(goal.span)
    if goal.total.value is None or goal.share is None or goal.measure == Measure.RATIO:
        return f"chỉ tiêu {span}: {target}"
    if goal.comparator == Comparator.AT_MOST:
        return f"mức trần {span}: {target}"
    expected = "mức dự kiến" if goal.comparator == Comparator.ABOUT else "chỉ tiêu"
    return f"đạt {phrases.percent_beside(goal.share, None)} {expected} {span} ({target})"


def _judgement(goal):
    """The status as a sentence ends with it; a milestone that is done says so already."""
    if goal.met_by:
        return f"coi là hoàn thành nhờ {_lower_first(phrases.measured(goal.met_by))}"
    done = goal.measure == Measure.MILESTONE and goal.total.done_on and goal.units_owing is None
    return "" if done and goal.status == Status.MET else JUDGEMENTS.get(goal.status, "")


def _provisos(goal):
    """What the reader must know of the number before signing it."""
    total = goal.total
    if goal.lacking and goal.status != Status.NOT_DUE:
        yield f"cam kết chưa đủ: {', '.join(map(phrases.lacking_words, goal.lacking))}"
    if goal.unmet_units:
        yield f"{'chưa hoàn thành' if goal.measure == Measure.MILESTONE else 'chưa đạt'}: {', '.join(goal.unmet_units)}"
    if goal.units_owing is not None:
        if goal.instead:
            yield f"tính cả đơn vị đạt nhờ {', '.join(_lower_first(phrases.measured(other)) for other in goal.instead)}"
        return
    if total.value is not None and total.reported < total.expected:
        yield f"số liệu của {total.reported}/{total.expected} đơn vị"
    if total.carried:
        yield f"{in_prose(total.carried)} đơn vị lấy số liệu của kỳ trước"
    if total.missing_parts:
        yield f"thiếu {', '.join(total.missing_parts)}"
    if total.remnants:
        yield from _of_ended_units(goal)


def _of_ended_units(goal):
    """What ended units had told last: one or two by name, more as a number (the annex has them all)."""
    told = [remnant for remnant in goal.total.remnants if remnant.value]
    if len(told) > NAMED_REMNANTS:
        yield f"gồm cả số liệu của {in_prose(len(told))} đơn vị đã kết thúc hoạt động, nêu riêng tại Phụ lục I"
        return
    for remnant in told:
        amount = phrases.amount(goal, remnant.value, in_prose)
        yield f"trong đó {remnant.name} (đến {format_date(remnant.last_day)}): {amount}"


def _upper_first(text):
    return text[:1].upper() + text[1:]


def _lower_first(text):
    """A word that begins a sentence, inside one; an abbreviation stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
