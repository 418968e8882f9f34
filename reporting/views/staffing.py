"""Seating people: giving a seat, handing it over, standing in, ending it; leaving, coming back, a new way in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from plans.staffing.leaving import come_back, invite_again
from plans.staffing.rights import (
    looks_after,
    people_visible_to,
    place_of,
    reach_of,
    seats_visible_to,
    staffs,
)
from plans.staffing.seating import give_seat, stand_in
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from portal.outbox import absolute, mail_is_set_up
from reporting.forms.staffing import (
    EndSeatForm,
    GiveSeatForm,
    HandOverForm,
    InviteAgainForm,
    LeaveForm,
    StandInForm,
)
from reporting.handing_over import LetGo, end_seat, hand_over, let_go, open_work_of, openable, reviewers_beside
from reporting.views.staff import crumbs, fetched_person, fetched_place


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(staffs)
def seat_give(request, kind, pk):
    """Seat somebody at a place."""
    place = fetched_place(request, kind, pk)
    roles, people = reach_of(request.user).roles_at(place), people_visible_to(request.user)
    form = GiveSeatForm(_posted(request), roles=roles, people=people, today=clock.today())
    if form.is_valid():
        told = form.cleaned_data
        how = {"reason": told["reason"], "by_mail": form.by_mail(), "by": request.user, "now": clock.now()}
        seated = _tried(form, lambda: give_seat(place, told["role"], form.person(), form.days(), **how))
        if seated:
            return _seated(request, seated, place, f"Đã giao vị trí cho {seated.seat.user}.")
    return _form_page(request, form, place, f"Giao vị trí: {place}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(staffs)
def seat_hand_over(request, pk):
    """Hand a seat over to another from a day on."""
    seat = _fetched_seat(request, pk)
    _only_where(reach_of(request.user).manages(seat) and not seat.acting_for_id)
    form = HandOverForm(_posted(request), people=people_visible_to(request.user), today=clock.today())
    if form.is_valid():
        told = form.cleaned_data
        how = {"by_mail": form.by_mail(), "by": request.user, "now": clock.now()}
        done = _tried(
            form, lambda: hand_over(seat, form.person(), last_day=told["last_day"], reason=told["reason"], **how)
        )
        if done:
            seated, passed = done
            words = f"Đã bàn giao cho {seated.seat.user}.{_passed_words(passed)}"
            return _seated(request, seated, place_of(seat), words)
    return _form_page(request, form, place_of(seat), f"Bàn giao vị trí của {seat.user}", seat)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(staffs)
def seat_stand_in(request, pk):
    """Say who acts for somebody between two days."""
    seat = _fetched_seat(request, pk)
    _only_where(reach_of(request.user).names_stand_in(seat) and not seat.acting_for_id)
    form = StandInForm(_posted(request), people=people_visible_to(request.user), today=clock.today())
    if form.is_valid():
        how = {"by_mail": form.by_mail(), "by": request.user, "now": clock.now()}
        reason = form.cleaned_data["reason"]
        seated = _tried(form, lambda: stand_in(seat, form.person(), form.days(), reason=reason, **how))
        if seated:
            return _seated(request, seated, place_of(seat), f"Đã cử {seated.seat.user} thay {seat.user}.")
    return _form_page(request, form, place_of(seat), f"Cử người thay {seat.user}", seat)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(staffs)
def seat_end(request, pk):
    """Let a seat end on a day."""
    seat = _fetched_seat(request, pk)
    _only_where(reach_of(request.user).manages(seat))
    form = EndSeatForm(_posted(request), today=clock.today())
    if form.is_valid():
        how = {**form.cleaned_data, "by": request.user, "now": clock.now()}
        passed = _tried(form, lambda: end_seat(seat, **how))
        if passed:
            messages.success(request, f"Đã ghi ngày cuối cho vị trí của {seat.user}.{_passed_words(passed)}")
            return redirect(_address(place_of(seat)))
    return _form_page(request, form, place_of(seat), f"Cho {seat.user} thôi vị trí", seat)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(staffs)
def person_leave(request, pk):
    """Let a person leave for good; what she is in the midst of is shown before."""
    person = fetched_person(request, pk)
    _only_where(looks_after(request.user, person))
    work = open_work_of(person, clock.now())
    reviewers = reviewers_beside(person, clock.today()) if work.reviews else None
    form = LeaveForm(_posted(request), today=clock.today(), reviewers=reviewers)
    if form.is_valid():
        how = {"reviewer": None, **form.cleaned_data, "by": request.user, "now": clock.now()}
        passed = _tried(form, lambda: let_go(person, **how))
        if passed:
            messages.success(request, f"Đã cho {person} nghỉ. {_passed_words(passed)}".strip())
            return redirect("reporting:staff-person", person.pk)
    context = {
        "person": person,
        "work": work,
        "openable": openable(work, request.user),
        "form": form,
        "crumbs": _person_crumbs(person),
    }
    return render(request, "reporting/person_leave_page.html", context, status=422 if form.errors else 200)


@require_POST
@allow(staffs)
def person_come_back(request, pk):
    """Open a closed account again."""
    person = fetched_person(request, pk)
    come_back(person, by=request.user, now=clock.now())
    messages.success(request, f"Đã mở lại tài khoản của {person}. Cấp mã để người này đặt mật khẩu mới.")
    return redirect("reporting:staff-person", person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(staffs)
def person_invite(request, pk):
    """Make a new way in for a person who has none, or has forgotten the password."""
    person = fetched_person(request, pk)
    _only_where(looks_after(request.user, person))
    form = InviteAgainForm(person, _posted(request))
    if form.is_valid():
        how = {"email": form.cleaned_data.get("email"), "by_mail": form.by_mail()}
        invited = _tried(form, lambda: invite_again(person, **how, by=request.user, now=clock.now()))
        if invited:
            return _invited(request, invited, reverse("reporting:staff-person", args=[person.pk]))
    context = {"person": person, "form": form, "crumbs": _person_crumbs(person)}
    return render(request, "reporting/person_invite_page.html", context, status=422 if form.errors else 200)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _tried(form, verb):
    """What the verb gives; a refusal is told in the form, with all that was typed."""
    try:
        return verb()
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))
        return None


def _seated(request, seated, place, words):
    messages.success(request, words)
    if seated.invited:
        return _invited(request, seated.invited, _address(place))
    return redirect(_address(place))


def _invited(request, invited, back):
    """The code is shown once, in the answer itself: it stands nowhere else."""
    if not invited.code:
        messages.success(request, f"Thư mời gửi đến {invited.invitation.user.email}.")
        if not mail_is_set_up():
            messages.warning(request, "Máy chủ thư chưa được cấu hình nên thư còn nằm lại: hãy cấp mã trên giấy.")
        return redirect(back)
    context = {
        "invited": invited,
        "code_address": absolute(reverse("portal:invitation-code")),
        "back": back,
        "crumbs": crumbs(),
    }
    return render(request, "reporting/invitation_paper_page.html", context)


def _form_page(request, form, place, words, seat=None):
    context = {
        "form": form,
        "place": place,
        "seat": seat,
        "words": words,
        "crumbs": crumbs((str(place), _address(place))),
    }
    return render(request, "reporting/seat_form_page.html", context, status=422 if form.errors else 200)


def _fetched_seat(request, pk):
    return get_object_or_404(seats_visible_to(request.user), pk=pk)


def _only_where(may):
    if not may:
        raise PermissionDenied


def _passed_words(passed: LetGo) -> str:
    words = [
        f" {passed.passed} báo cáo đang xem xét đã giao người khác." if passed.passed else "",
        f" {passed.released} báo cáo đang xem xét đã trả về danh sách chờ duyệt." if passed.released else "",
    ]
    return "".join(words)


def _person_crumbs(person):
    return crumbs((str(person), reverse("reporting:staff-person", args=[person.pk])))


def _address(place):
    return reverse("reporting:staff-place", args=[place.kind, place.pk])
