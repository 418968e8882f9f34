"""Typing into a report: the form, its cells as they are typed, and whole sections filled in one press."""

import json
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from plans.rules import works_here
from plans.succession import current_map
from portal import clock
from portal.access import allow
from portal.dates import format_moment
from portal.errors import RuleBroken
from reporting.answers import rows_of, stored_figures
from reporting.checking import problems_in
from reporting.choices import ChangeSource
from reporting.evidence import evidence_of
from reporting.filling import Saved, Sending, Typed, why_locked, write_answers
from reporting.forms.cell_states import CELL_STATES
from reporting.forms.drawing_reports import draw
from reporting.forms.reports import NO_VERSION, VERSION, ReportForm
from reporting.forms.sendings import answer_to, name_others, read_sent
from reporting.history import last_changed_by
from reporting.last_values import LastValues
from reporting.prefilling import copied, nothing_arose
from reporting.questionnaire import questionnaire_of
from reporting.questions import QuestionGroup, questions_of, with_answers
from reporting.sections import following, section_address, sections_of
from reporting.threads import talk_of
from reporting.views.report_frame import crumbs_to, fetched_to_fill, head_of

ROW = "dong"  # in the place of a row's address, before it is known
PART = "phan"  # of the address: which section is shown
PREFILLING = {
    "chep-ky-truoc": (copied, ChangeSource.COPIED),
    "khong-phat-sinh": (nothing_arose, ChangeSource.NOTHING_AROSE),
}

# What a press did, and why it left rows.
TOLD_OF = {
    ChangeSource.COPIED: (
        "Đã chép {count} dòng từ kỳ trước. Xem lại từng số cho đúng kỳ này.",
        "kỳ trước không có số, hoặc là số phát sinh của năm trước",
    ),
    ChangeSource.NOTHING_AROSE: (
        "Đã ghi {count} dòng: không phát sinh thì ghi 0; số cộng dồn trong năm, số hiện có thì giữ như kỳ trước.",
        "ước cả năm, hoặc số chưa báo lần nào",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def report_fill(request, pk):
    """The form, or (?phan=) one section of it; a POST saves the draft and comes back to it."""
    report = fetched_to_fill(request, pk)
    if request.method == "POST":
        return saved(request, report, then=request.get_full_path())
    if reason := why_locked(report, clock.now()):
        messages.info(request, reason)
        return redirect(report)
    return _form_page(request, report, questions_of(report), _prose_of(report))


@require_POST
@allow(works_here)
def report_autosave(request, pk):
    """The cells that the form's script sends while somebody types; answers in JSON how they stand now."""
    report = fetched_to_fill(request, pk, "round")
    try:
        sent = read_sent(request.body)
    except RuleBroken as refusal:
        return JsonResponse({"refused": str(refusal)}, status=400)
    if sent.user != request.user.pk:
        return JsonResponse(
            {"refused": f"Trang này mở cho người khác, nay đang đăng nhập là {request.user}."}, status=409
        )
    units = current_map()
    questionnaire = questionnaire_of(report, units).around(sent.indicators)
    around = [asked.indicator.pk for asked in questionnaire.asked]
    last = LastValues(report, units, around)
    questions = with_answers(questionnaire, rows_of(stored_figures(report, around)), last)
    form = ReportForm([QuestionGroup(0, "", "", tuple(questions))], sent.cells, clock.today(), sent.shown)
    sending = Sending(batch=sent.batch)
    try:
        stored = write_answers(
            report, form.typed, by=request.user, now=clock.now(), version=NO_VERSION, sending=sending
        )
    except RuleBroken as refusal:
        return JsonResponse({"locked": str(refusal)}, status=409)
    questions = with_answers(questionnaire, stored.rows, last)
    told = answer_to(form, stored, questions, problems_in(questions, report.round.cut_off))
    if any(row["theirs"] for row in told["rows"].values()):
        name_others(told, last_changed_by(report))
    told["at"] = format_moment(clock.now())
    return JsonResponse(told, status=409 if stored.conflicts else 422 if form.mistakes or stored.locked else 200)


@require_POST
@allow(works_here)
def report_prefill(request, pk, section, way):
    """Fill the unanswered rows of a section in one press. What else was typed into the form is saved first."""
    report = fetched_to_fill(request, pk)
    if way not in PREFILLING or _group_at(report, section) is None:
        raise Http404
    here = f"{reverse('reporting:report-fill', args=[pk])}{_query(request)}#{section}"
    if VERSION in request.POST:
        answer = saved(request, report, then=here, told="")
        if answer.status_code != HTTPStatus.FOUND:
            return answer
    fill, source = PREFILLING[way]
    group = _group_at(report, section)
    try:
        stored = write_answers(
            report,
            Typed(fill(group.questions)),
            by=request.user,
            now=clock.now(),
            version=NO_VERSION,
            sending=Sending(source),
        )
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    messages.info(request, _prefilled_words(group, stored, source))
    return redirect(here)


def saved(request, report, *, then, told="Đã lưu nháp lúc {moment}."):
    """Save what was typed; go on if all of it could be stored, else show the form again with what could not."""
    groups = questions_of(report)
    form = ReportForm(groups, request.POST, clock.today())
    try:
        stored = write_answers(report, form.typed, by=request.user, now=clock.now(), version=form.version)
    except RuleBroken as refusal:
        return _form_page(request, report, groups, _prose_of(report), form, refusal=str(refusal), status=409)
    if not (form.mistakes or form.unresolved or stored.conflicts or stored.locked):
        if told:
            messages.success(request, told.format(moment=format_moment(clock.now())))
        return redirect(then)
    messages.warning(request, "Những ô khác đã lưu. Các ô nêu dưới đây chưa lưu được.")
    report.version, groups = stored.version, questions_of(report)
    status = HTTPStatus.CONFLICT if form.unresolved or stored.conflicts else HTTPStatus.UNPROCESSABLE_ENTITY
    return _form_page(request, report, groups, _prose_of(report), form, stored, status=status)


def _form_page(request, report, groups, prose, typed=None, stored=None, *, refusal="", status=200):
    """The whole form, or the section that the address asks for (?phan=)."""
    questions = [question for group in groups for question in group.questions]
    problems = problems_in(questions, report.round.cut_off)
    sections = sections_of(groups, problems, prose)
    here = next((section for section in sections if section.address == request.GET.get(PART)), None)
    beside = {"problems": problems, "evidence": evidence_of(report), "talk": talk_of(report)}
    context = {
        **head_of(report, groups, beside["talk"]),
        "form": draw(groups, prose, report.version, typed, stored, **beside, only=here and here.address),
        "details": reverse("reporting:answer-details", args=[report.pk, ROW]).removesuffix(f"{ROW}/"),
        "states": json.dumps({state.code: [state.label, state.icon] for state in CELL_STATES}),
        "sections": sections,
        "here": here,
        "following": following(sections, here),
        "query": _query(request) if here else "",
        "refusal": refusal,
        "crumbs": crumbs_to(report),
    }
    return render(request, "reporting/report_fill_page.html", context, status=status)


def _group_at(report, section):
    return next((group for group in questions_of(report) if section_address(group) == section), None)


def _prose_of(report):
    return dict(report.narratives.order_by("pk").values_list("heading", "text"))


def _query(request):
    asked = request.GET.get(PART)
    return f"?{urlencode({PART: asked})}" if asked else ""


def _prefilled_words(group: QuestionGroup, stored: Saved, source: ChangeSource) -> str:
    rows = [(question.indicator.pk, row.kind) for question in group.questions for row in question.rows]
    left = sum(key not in stored.rows and key not in stored.locked for key in rows)
    done, why = TOLD_OF[source]
    done = done.format(count=stored.changed) if stored.changed else "Không có dòng nào để ghi."
    if stored.locked:
        done = f"{done} {len(stored.locked)} dòng đang khóa nên để nguyên: tỉnh chỉ trả lại những ô đã đánh dấu."
    return f"{done} Còn {left} dòng phải tự ghi ({why})." if left else done
