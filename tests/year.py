"""Nam Định's year 2024 with the real units and plan: who sits where, what each district counts, and hands that type it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from io import StringIO

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from plans.choices import Measure, Period, Reporter, Role, UnitLevel, VersionKind
from plans.drafting import with_frame, with_lines
from plans.models import Plan, Unit
from plans.publishing import begin_amendment, begin_plan, save_draft
from plans.succession import current_map
from portal.dates import VIET_NAM
from portal.files import check_file
from reporting.answers import ANSWER, DAY, DENOMINATOR, NUMERATOR, address_of, boxes_of
from reporting.choices import Answer, Heading, TaskState
from reporting.filling import Typed, write_answers
from reporting.models import Report, Round
from reporting.opening import open_rounds
from reporting.questions import asked_of
from reporting.tasking.holders import UNIT, Party
from reporting.tasking.stating import Statement, state_task
from reporting.workflow import move_report
from tests.builders import make_seat, make_user
from tests.reporting.allotments_of_2024 import share_out_the_year
from tests.reporting.proofs import put_beside
from tests.reporting.records_of_2024 import put_on_file

CODE = "nam-dinh-108-2024"
HALF_YEAR_CUT_OFF, YEAR_CUT_OFF = date(2024, 6, 14), date(2024, 11, 29)
HAI_HAU, XUAN_TRUONG, MY_LOC = "366", "364", "358"


@dataclass(frozen=True)
class Counted:
    """What a district counts up to a cut-off. All else that is asked "không phát sinh"."""

    cooperatives: int
    groups: int
    new_jobs: int
    stable_jobs: tuple[int, int] = (10, 5)
    trained: tuple[int, int] = (8, 10)

    def boxes(self, question) -> dict[str, str]:
        """The cells of one question's row, as they are stored."""
        indicator, parts = question.indicator, question.parts
        numbers = dict.fromkeys(boxes_of(indicator, parts), 0)
        of_parts = {part.code: f"part{part.pk}" for part in parts}
        match indicator.code:
            case "htx-tht-moi-do-nu-quan-ly":
                numbers |= {of_parts["htx"]: self.cooperatives, of_parts["tht"]: self.groups}
            case "nu-co-viec-lam-on-dinh":
                numbers |= {of_parts["htx"]: self.stable_jobs[0], of_parts["tht"]: self.stable_jobs[1]}
            case "lao-dong-nu-co-viec-lam-moi":
                numbers = {"value": self.new_jobs}
            case "ty-le-can-bo-hoi-duoc-nang-ky-nang":
                numbers = {NUMERATOR: self.trained[0], DENOMINATOR: self.trained[1]}
            case "ubnd-huyen-ban-hanh-ke-hoach-de-an" | "thanh-lap-hoi-nu-doanh-nhan-tinh":
                return {ANSWER: Answer.VALUE, "value": "1", DAY: "2024-05-20"}
        if indicator.measure == Measure.MILESTONE:
            numbers = {"value": 0}
        return {ANSWER: Answer.VALUE, **{box: str(number) for box, number in numbers.items()}}


# By the district's code. Mỹ Lộc reports at six months only: from 1/9/2024 the city (356) counts its year too.
SIX_MONTHS = {
    "356": Counted(1, 0, 6),
    "358": Counted(1, 1, 3),
    "359": Counted(0, 0, 2),
    "360": Counted(0, 1, 4),
    "361": Counted(0, 0, 0),
    "362": Counted(0, 1, 5),
    "363": Counted(0, 0, 1),
    "364": Counted(0, 0, 3),
    "365": Counted(0, 0, 2),
    "366": Counted(2, 1, 7),
}
WHOLE_YEAR = {
    "356": Counted(2, 2, 14, (20, 10), (9, 10)),
    "359": Counted(1, 1, 6, (20, 10), (9, 10)),
    "360": Counted(1, 1, 9, (20, 10), (9, 10)),
    "361": Counted(0, 1, 3, (20, 10), (9, 10)),
    "362": Counted(1, 1, 9, (20, 10), (9, 10)),
    "363": Counted(0, 0, 4, (20, 10), (9, 10)),
    "364": Counted(9, 9, 25, (40, 40), (10, 10)),  # sent back, so it never counts
    "365": Counted(1, 1, 8, (20, 10), (9, 10)),
    "366": Counted(3, 2, 15, (20, 10), (9, 10)),
}
OF_PROVINCE = Counted(0, 0, 0, trained=(30, 30))


class Cast:
    """The people of the year, by where they sit; each unit's officer and head."""

    def __init__(self):
        self.province = Unit.objects.get(level=UnitLevel.PROVINCE, code="36")
        self.heads, self.officers = {}, {}
        for unit in Unit.objects.filter(parent=self.province, level=UnitLevel.DISTRICT):
            self.heads[unit.code] = seated(f"ky-{unit.code}", Role.HEAD, unit)
            self.officers[unit.code] = seated(f"nhap-{unit.code}", Role.OFFICER, unit)
        self.provinces_head = seated("tinh-ky", Role.HEAD, self.province)
        self.reviewer = seated("tinh-duyet", Role.REVIEWER, self.province)
        self.administrator = seated("tinh-quan-tri", Role.ADMINISTRATOR, self.province)
        self.reader = seated("ubnd-xem", Role.READER, self.province)
        self.keeper = seated("he-thong", Role.SYSTEM, self.province.parent, is_staff=True)
        self.guest = make_user("khach", "Người Lạ")

    def writer_of(self, report):
        return self.heads[report.unit.code] if report.reporter == Reporter.UNIT else self.provinces_head


def seated(username, role, unit, **fields):
    user = make_user(username, f"{role.label.capitalize()} {unit}", **fields)
    make_seat(user, role, unit=unit)
    return user


def load_country_and_plan():
    """By the commands that an operator uses. Returns what they told."""
    told = StringIO()
    call_command("load_units", stdout=told)
    call_command("load_plan", settings.BASE_DIR / f"plans/catalogue/{CODE}.yaml", stdout=told)
    return told.getvalue()


def the_plan():
    return Plan.objects.get(code=CODE)


def report_of(round_, unit_code):
    reports = Report.objects.select_related("round", "unit", "agency")
    return reports.get(round=round_, reporter=Reporter.UNIT, unit__code=unit_code)


def provinces_report(round_):
    return Report.objects.select_related("round", "unit", "agency").get(round=round_, reporter=Reporter.PROVINCE)


def moment(day, hour=9):
    return datetime.combine(day, time(hour), VIET_NAM)


def cells_of(report, counted):
    """Every row of a report's form, answered."""
    return {
        (question.indicator.pk, row.kind): counted.boxes(question)
        for question in asked_of(report)
        for row in question.rows
    }


def posted(report, counted):
    """The same as a browser sends it: the boxes of the form by name, a milestone as it is ticked, days as people type them."""
    fields = {"version": report.version}
    for question in asked_of(report):
        cells = counted.boxes(question)
        if question.indicator.measure == Measure.MILESTONE:
            cells = {ANSWER: Answer.VALUE, DAY: "20/5/2024"} if DAY in cells else {ANSWER: "zero"}
        for row in question.rows:
            fields |= {address_of((question.indicator.pk, row.kind), box): text for box, text in cells.items()}
    return fields


def hand_in(report, counted, cast, day):
    """Type and submit a report through the verbs."""
    writer = cast.writer_of(report)
    write_answers(report, Typed(cells_of(report, counted)), by=writer, now=moment(day), version=report.version)
    return move_report(report, "submit", by=writer, now=moment(day, 10)).report


def accept(report, cast, day):
    return move_report(report, "accept", by=cast.reviewer, now=moment(day, 11)).report


def districts_on(day):
    """The reporting units of the plan on a day, by code."""
    plan = the_plan()
    units = current_map().territory(plan.scope_id, day, plan.scope_as_of)
    return [Unit.objects.get(pk=pk).code for pk in units]


@dataclass(frozen=True)
class Midway:
    """The plan's year on a day in November: six months accepted, the year's reports in every state."""

    cast: Cast
    half: Round
    whole: Round

    @property
    def people(self):
        """Who looks, by what they are there for."""
        return {
            "drafts": self.cast.heads["359"],
            "corrects": self.cast.officers["360"],
            "waits": self.cast.heads["361"],
            "is done": self.cast.heads["362"],
            "has nothing typed": self.cast.officers["363"],
            "writes for the province": self.cast.provinces_head,
            "reviews": self.cast.reviewer,
            "administers": self.cast.administrator,
            "reads": self.cast.reader,
            "keeps accounts": self.cast.keeper,
            "has no seat": self.cast.guest,
        }


def midway_through():
    """Everything that pages can show, made through the verbs. The day is the caller's to set: 25/11/2024."""
    load_country_and_plan()
    cast = Cast()
    half, whole = open_rounds(
        the_plan(),
        2024,
        by=cast.administrator,
        now=moment(date(2024, 5, 2)),
        last_days={Period.HALF_YEAR: HALF_YEAR_CUT_OFF},
    )
    for code in ("356", "358", "359"):
        accept(hand_in(report_of(half, code), SIX_MONTHS[code], cast, HALF_YEAR_CUT_OFF), cast, date(2024, 6, 17))
    late = date(2024, 6, 17)
    accept(hand_in(report_of(half, "360"), SIX_MONTHS["360"], cast, late), cast, date(2024, 6, 18))
    accept(hand_in(provinces_report(half), OF_PROVINCE, cast, HALF_YEAR_CUT_OFF), cast, date(2024, 6, 17))
    begin(report_of(whole, "359"), WHOLE_YEAR["359"], cast)
    for code in ("359", "361"):
        bear_out(report_of(whole, code), cast, date(2024, 11, 20))
    returned = hand_in(report_of(whole, "360"), WHOLE_YEAR["360"], cast, date(2024, 11, 20))
    move_report(returned, "return", by=cast.reviewer, now=moment(date(2024, 11, 21)), reason="Kiểm tra lại số HTX mới.")
    hand_in(report_of(whole, "361"), WHOLE_YEAR["361"], cast, date(2024, 11, 22))
    accept(hand_in(report_of(whole, "362"), WHOLE_YEAR["362"], cast, date(2024, 11, 20)), cast, date(2024, 11, 21))
    tell_of_tasks(cast)
    write_on_the_desk(cast)
    share_out_the_year(the_plan(), cast.administrator)
    put_on_file(the_plan(), report_of(whole, "359").unit, cast)
    return Midway(cast, half, whole)


def bear_out(report, cast, day):
    """A file on the first figure of a report, and one on the whole."""
    indicator = asked_of(report)[0].indicator
    put_beside(report, indicator, by=cast.officers[report.unit.code], now=moment(day))


def tell_of_tasks(cast):
    """Some districts say how their task stands: one with a file, one late, the rest nothing."""
    task, day = the_plan().tasks.select_related("plan").get(code="iii-2-2"), date(2024, 11, 20)
    file = check_file(SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4\n%%EOF"))
    said = {
        "359": Statement(TaskState.DONE, day, done_on=day, note="Đã ban hành kế hoạch.", files=[file]),
        "360": Statement(TaskState.LATE, day, note="Chưa bố trí được kinh phí."),
    }
    for code, statement in said.items():
        unit = Unit.objects.get(level=UnitLevel.DISTRICT, code=code)
        state_task(task, 2024, Party(UNIT, unit.pk), statement, by=cast.heads[code], now=moment(day))


def write_on_the_desk(cast):
    """A new plan with something missing, and the year's plan opened again, its signer changed."""
    by, now = cast.administrator, moment(date(2024, 11, 20))
    new = begin_plan(cast.province.pk, by=by, now=now, title="Kế hoạch năm 2025")
    save_draft(new, with_lines(new.content, "funding", ["Ngân sách tỉnh;"]), version=new.version, by=by, now=now)
    amended = begin_amendment(the_plan(), kind=VersionKind.CORRECTION, by=by, now=now)
    content = with_frame(amended.content, {"signer": "Nguyễn Thị An"})
    save_draft(amended, content, version=amended.version, by=by, now=now)


def begin(report, counted, cast):
    """Type a third of a report, and leave it."""
    cells = dict(list(cells_of(report, counted).items())[:8])
    typed = Typed(cells, {Heading.RESULTS: "Đã tư vấn thành lập 01 HTX."})
    write_answers(report, typed, by=cast.officers[report.unit.code], now=moment(date(2024, 11, 22)), version=0)
