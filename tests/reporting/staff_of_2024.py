"""What the pages of people and seats answer to everybody, what their addresses name, and what is typed into their forms."""

from types import SimpleNamespace

from django.urls import reverse

from plans.staffing.rights import AGENCY, UNIT
from portal.accounts import make_account
from portal.clock import now
from portal.inviting import invite

# The columns are those of tests/access_table.py; "system" may do everything here.
READING = """\
portal:password-forgotten         200    200     200    200    200    200    200    200    200    200    200    200    200
portal:password-forgotten-sent    200    200     200    200    200    200    200    200    200    200    200    200    200
portal:password-reset             410    410     410    410    410    410    410    410    410    410    410    410    410
portal:invitation-code            200    200     200    200    200    200    200    200    200    200    200    200    200
portal:invitation                 200    200     200    200    200    200    200    200    200    200    200    200    200
portal:account                    302    200     200    200    200    200    200    200    200    200    200    200    200
staff-list                        302    403     403    200    403    403    403    200    403    403    200    200    200
staff-place hai_hau               302    403     403    200    403    403    403    200    403    403    404    200    404
staff-place alliance              302    403     403    404    403    403    403    200    403    403    200    200    404
seat-give hai_hau                 302    403     403    200    403    403    403    200    403    403    404    200    404
seat-hand-over officer            302    403     403    200    403    403    403    200    403    403    404    200    404
seat-hand-over head               302    403     403    403    403    403    403    200    403    403    404    200    404
seat-hand-over admin              302    403     403    404    403    403    403    403    403    403    404    200    404
seat-stand-in officer             302    403     403    200    403    403    403    200    403    403    404    200    404
seat-stand-in head                302    403     403    200    403    403    403    200    403    403    404    200    404
seat-end officer                  302    403     403    200    403    403    403    200    403    403    404    200    404
seat-end admin                    302    403     403    404    403    403    403    403    403    403    404    200    404
staff-person officer              302    403     403    200    403    403    403    200    403    403    404    200    404
staff-person admin                302    403     403    404    403    403    403    200    403    403    404    200    404
person-leave officer              302    403     403    200    403    403    403    200    403    403    404    200    404
person-leave admin                302    403     403    404    403    403    403    403    403    403    404    200    404
person-invite officer             302    403     403    200    403    403    403    200    403    403    404    200    404
person-invite head                302    403     403    403    403    403    403    200    403    403    404    200    404
invitation-list                   302    403     403    200    403    403    403    200    403    403    200    200    200
"""

ACTING = """\
portal:password-forgotten         302    302     302    302    302    302    302    302    302    302    302    302    302
portal:password-reset             410    410     410    410    410    410    410    410    410    410    410    410    410
portal:invitation-code            302    302     302    302    302    302    302    302    302    302    302    302    302
portal:invitation                 302    302     302    302    302    302    302    302    302    302    302    302    302
portal:account-email              302    302     302    302    302    302    302    302    302    302    302    302    302
portal:account-sessions-end       302    302     302    302    302    302    302    302    302    302    302    302    302
seat-give hai_hau                 302    403     403    200    403    403    403    200    403    403    404    200    404
seat-hand-over officer            302    403     403    200    403    403    403    200    403    403    404    200    404
seat-hand-over head               302    403     403    403    403    403    403    200    403    403    404    200    404
seat-stand-in head                302    403     403    200    403    403    403    200    403    403    404    200    404
seat-end officer                  302    403     403    302    403    403    403    302    403    403    404    302    404
seat-end admin                    302    403     403    404    403    403    403    403    403    403    404    422    404
person-leave officer              302    403     403    302    403    403    403    302    403    403    404    302    404
person-come-back officer          302    403     403    302    403    403    403    302    403    403    404    302    404
person-invite officer             302    403     403    200    403    403    403    200    403    403    404    200    404
invitation-revoke                 302    403     403    302    403    403    403    302    403    403    404    302    404
"""

NAMES = {
    "seat-hand-over",
    "seat-stand-in",
    "seat-end",
    "staff-place",
    "seat-give",
    "staff-person",
    "person-leave",
    "person-come-back",
    "person-invite",
    "invitation-revoke",
}


def make_staff(world, people):
    """The places and people that the rows name, and an invitation of Hải Hậu's officer that is still open."""
    # Of an account that nobody has signed in to; the code of the row is hers.
    guest = make_account("Vũ Thị Mới", "")
    code = invite(guest, by=people["admin"], now=now(), by_mail=False).code
    invited = invite(people["officer"], by=people["head"], now=now(), by_mail=False)
    places = {"hai_hau": [UNIT, world.hai_hau.pk], "alliance": [AGENCY, world.alliance.pk]}
    return SimpleNamespace(people=people, places=places, code=code, invitation=invited.invitation)


def address(name, which, staff):
    """The address of a row, or None where it is not one of these."""
    short = name.removeprefix("reporting:")
    if name == "portal:password-reset":
        return reverse(name, args=["MQ", "made-up"])
    if name == "portal:invitation":
        return reverse(name, args=[staff.code])
    if short not in NAMES:
        return None
    if which in staff.places:
        return reverse(name, args=staff.places[which])
    if short.startswith("seat-"):
        return reverse(name, args=[staff.people[which].seats.get().pk])
    return reverse(name, args=[staff.people[which].pk if which else staff.invitation.pk])


SOMEBODY = {"full_name": "Phan Thị Mới", "way": "giay", "reason": "Chuyển công tác"}
FORMS = {
    "portal:password-forgotten": {"told": "ai-do"},
    "portal:invitation": {"new_password1": "bốn con vịt qua sông", "new_password2": "bốn con vịt qua sông"},
    "portal:account-email": {"email": "moi@example.vn", "password": "mat-khau-de-thu-2024"},
    "reporting:seat-give": {**SOMEBODY, "role": "officer", "first_day": "02/12/2024"},
    "reporting:seat-hand-over": {**SOMEBODY, "last_day": "02/12/2024"},
    "reporting:seat-stand-in": {**SOMEBODY, "first_day": "02/12/2024", "last_day": "31/12/2024"},
    "reporting:seat-end": {"last_day": "02/12/2024", "reason": "Thôi"},
    "reporting:person-leave": {"last_day": "02/12/2024", "reason": "Nghỉ hưu"},
    "reporting:person-invite": {"way": "giay"},
}


def form_for(name, staff):
    """What is typed."""
    return {"code": staff.code} if name == "portal:invitation-code" else FORMS.get(name, {})
