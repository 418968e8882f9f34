"""What every address answers to everybody."""

from tests.reporting import staff_of_2024

# Who asks: nobody signed in; a guest has an account and no seat; officer and head of Hải Hậu; the other district's officer
# (Ý Yên); the city's officer (Mỹ Lộc merged into it); the province's reviewer, administrator and reader; a reader of the
# whole country; an agency's head; the system administrator; and, away, the administrator of another province.
# An address without an app is reporting's. Behind it stands which report: Hải Hậu's by its state, else whose.
READING = """
                               nobody  guest officer   head  other   city review  admin reader centre agency system   away
portal:sign-in                    200    302     302    302    302    302    302    302    302    302    302    302    302
portal:password-change            302    200     200    200    200    200    200    200    200    200    200    200    200
portal:health                     200    200     200    200    200    200    200    200    200    200    200    200    200
admin:index                       302    403     403    403    403    403    403    403    403    403    403    200    403
plans:plan-list                   302    403     200    200    200    200    200    200    200    200    200    403    200
plans:plan-page                   302    403     200    200    200    200    200    200    200    200    200    403    404
plans:plan-yaml                   302    403     200    200    200    200    200    200    200    200    200    403    404
plans:goal-history                302    403     200    200    200    200    200    200    200    200    200    403    404
plans:version-list                302    403     200    200    200    200    200    200    200    200    200    403    404
plans:version-page                302    403     200    200    200    200    200    200    200    200    200    403    404
plans:version-compare             302    403     200    200    200    200    200    200    200    200    200    403    404
plans:version-scan                302    403     200    200    200    200    200    200    200    200    200    403    404
plans:indicator-list              302    403     200    200    200    200    200    200    200    200    200    403    200
plans:indicator-page              302    403     200    200    200    200    200    200    200    200    200    403    404
plans:own-catalogue              302    403     403    403    403    403    403    200    403    403    403    403    404
plans:own-entry-new              302    403     403    403    403    403    403    200    403    403    403    403    404
plans:own-entry                  302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-list                 302    403     403    403    403    403    403    200    403    403    403    403    200
plans:draft-new                  302    403     403    403    403    403    403    200    403    403    403    403    200
plans:draft-copy                 302    403     403    403    403    403    403    200    403    403    403    403    200
plans:draft-from-file            302    403     403    403    403    403    403    200    403    403    403    403    200
plans:draft-page                 302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-file                 302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-amendment            302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-scan                 302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-preview              302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-frame                302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-legal-basis          302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-recipients           302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-funding              302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-part                 302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-entry-new            302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-entry                302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-goal-list            302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-goal-new             302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-goal                 302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-indicator-new        302    403     403    403    403    403    403    200    403    403    403    403    404
home                              302    200     200    200    200    200    200    200    200    200    200    200    200
round-list                        302    403     200    200    200    200    200    200    200    200    200    403    200
round-page                        302    403     200    200    200    200    200    200    200    200    200    403    404
round-open                        302    403     403    403    403    403    403    200    403    403    403    403    404
round-days                        302    403     403    403    403    403    403    200    403    403    403    403    404
note-new                          302    403     403    403    403    403    200    200    403    403    403    403    404
note-page                         302    403     200    200    200    200    200    200    200    200    200    403    404
note-file                         302    403     200    200    200    200    200    200    200    200    200    403    404
round-ad-hoc                      302    403     403    403    403    403    403    200    403    403    403    403    200
round-more-units                  302    403     403    403    403    403    403    200    403    403    403    403    404
round-matrix                      302    403     403    403    403    403    200    200    200    200    403    403    404
round-remind                      302    403     403    403    403    403    200    200    403    403    403    403    404
round-totals                      302    403     403    403    403    403    200    200    200    200    403    403    404
round-years                       302    403     403    403    403    403    200    200    200    200    403    403    200
review-queue                      302    403     403    403    403    403    200    200    403    403    403    403    200
report-extension draft            302    403     403    403    403    403    403    200    403    403    403    403    404
report-extension accepted         302    403     403    403    403    403    403    200    403    403    403    403    404
review-accept-many                302    403     403    403    403    403    200    403    403    403    403    403    403
report-review submitted           302    403     403    403    403    403    200    200    403    403    403    403    404
report-review draft               302    403     403    403    403    403    200    200    403    403    403    403    404
report-thread                     302    403     200    200    404    404    200    200    404    404    404    403    404
report-reopen accepted            302    403     403    403    403    403    403    200    403    403    403    403    404
report-page draft                 302    403     200    200    404    404    200    200    404    404    404    403    404
report-page accepted              302    403     200    200    404    404    200    200    404    404    404    403    404
report-page my_loc                302    403     404    404    404    200    200    200    404    404    404    403    404
report-page agency                302    403     404    404    404    404    200    200    404    404    200    403    404
report-paper draft                302    403     200    200    404    404    200    200    404    404    404    403    404
report-paper accepted             302    403     200    200    404    404    200    200    404    404    404    403    404
report-paper my_loc               302    403     404    404    404    200    200    200    404    404    404    403    404
report-paper agency               302    403     404    404    404    404    200    200    404    404    200    403    404
report-paper-empty draft          302    403     200    200    404    404    200    200    404    404    404    403    404
report-paper-empty accepted       302    403     200    200    404    404    200    200    404    404    404    403    404
report-paper-empty my_loc         302    403     404    404    404    200    200    200    404    404    404    403    404
report-paper-empty agency         302    403     404    404    404    404    200    200    404    404    200    403    404
report-fill draft                 302    403     200    200    404    404    403    403    404    404    404    403    404
report-fill accepted              302    403     302    302    404    404    403    403    404    404    404    403    404
report-fill my_loc                302    403     404    404    404    200    403    403    404    404    404    403    404
report-fill agency                302    403     404    404    404    404    403    403    404    404    200    403    404
report-check draft                302    403     200    200    404    404    403    403    404    404    404    403    404
answer-details                    302    403     200    200    404    404    200    200    404    404    404    403    404
entry-keys                        302    403     200    200    200    200    200    200    200    200    200    403    200
report-evidence draft             302    403     200    200    404    404    200    200    404    404    404    403    404
report-evidence submitted         302    403     200    200    404    404    200    200    404    404    404    403    404
evidence-file                     302    403     200    200    404    404    200    200    404    404    404    403    404
report-workbook draft             302    403     200    200    404    404    200    200    404    404    404    403    404
report-workbook agency            302    403     404    404    404    404    200    200    404    404    200    403    404
report-upload draft               302    403     200    200    404    404    403    403    404    404    404    403    404
report-upload accepted            302    403     302    302    404    404    403    403    404    404    404    403    404
report-upload my_loc              302    403     404    404    404    200    403    403    404    404    404    403    404
receipt submitted                 302    403     200    200    404    404    200    200    404    404    404    403    404
dashboard-list                    302    403     200    200    200    200    200    200    200    200    200    403    200
dashboard                         302    403     200    200    200    200    200    200    200    200    200    403    404
dashboard-parts                   302    403     200    200    200    200    200    200    200    200    200    403    404
indicator-page                    302    403     200    200    200    200    200    200    200    200    200    403    404
document-pdf                      302    403     403    403    403    403    200    200    200    200    403    403    404
document-xlsx                     302    403     403    403    403    403    200    200    200    200    403    403    404
task-board                        302    403     200    200    200    200    200    200    200    200    200    403    200
task-plan                         302    403     200    200    200    200    200    200    200    200    200    403    404
task-page                         302    403     200    200    200    200    200    200    200    200    200    403    404
task-state                        302    403     200    200    403    403    403    403    403    403    403    403    404
task-file                         302    403     200    200    404    404    200    200    200    200    404    403    404
reorganisation-list               302    403     403    403    403    403    403    200    403    200    403    403    200
reorganisation-new                302    403     403    403    403    403    403    200    403    403    403    403    200
reorganisation-template           302    403     403    403    403    403    403    200    403    403    403    403    200
reorganisation-page planned       302    403     403    403    403    403    403    200    403    404    403    403    404
reorganisation-page done          302    403     403    403    403    403    403    200    403    200    403    403    404
reorganisation-edit planned       302    403     403    403    403    403    403    200    403    403    403    403    404
allotment-list                    302    403     200    200    200    200    200    200    200    200    200    403    404
allotment-new                     302    403     403    403    403    403    403    200    403    403    403    403    404
allotment-page draft              302    403     404    404    404    404    404    200    404    404    404    403    404
allotment-page published          302    403     200    200    200    200    200    200    200    200    200    403    404
allotment-xlsx draft              302    403     404    404    404    404    404    200    404    404    404    403    404
allotment-xlsx published          302    403     200    200    200    200    200    200    200    200    200    403    404
allotment-day                     302    403     403    403    403    403    403    200    403    403    403    403    404
allotment-publish                 302    403     403    403    403    403    403    200    403    403    403    403    404
allotment-goal                    302    403     403    403    403    403    403    200    403    403    403    403    404
allotment-paste                   302    403     403    403    403    403    403    200    403    403    403    403    404
allotment-upload                  302    403     403    403    403    403    403    200    403    403    403    403    404
compliance-list                   302    403     200    200    200    200    200    200    200    200    200    403    200
compliance-page                   302    403     200    200    200    200    200    200    200    200    200    403    404
compliance-file                   302    403     200    200    404    404    200    200    403    403    404    403    404
compliance-attachment             302    403     200    200    404    404    200    200    200    200    404    403    404
record-list                       302    403     200    200    200    200    200    200    200    200    200    403    404
record-new                        302    403     200    200    200    200    200    200    403    403    403    403    404
record-edit                       302    403     200    403    404    404    200    200    403    403    404    403    404
record-attachment                 302    403     200    200    404    404    200    200    200    200    404    403    404
pilot-list                        302    403     200    200    200    200    200    200    200    200    200    403    404
pilot-new                         302    403     403    200    403    403    200    200    403    403    403    403    404
pilot-edit                        302    403     403    200    403    403    200    200    403    403    403    403    404
pilot-attachment                  302    403     200    200    404    404    200    200    200    200    404    403    404
history-import                    302    403     403    403    403    403    403    200    403    403    403    403    200
history-template                  302    403     403    403    403    403    403    200    403    403    403    403    404
portal:notice-list                302    200    200    200    200    200    200    200    200    200    200    200    200
my-calendar                       302    403    200    200    200    200    200    200    403    403    200    403    200
calendar-feed live                200    200    200    200    200    200    200    200    200    200    200    200    200
calendar-feed unknown             404    404    404    404    404    404    404    404    404    404    404    404    404
report-compare submitted          302    403     200    200    404    404    200    200    404    404    404    403    404
audit-list                        302    403     403    403    403    403    403    200    403    403    403    200    200
audit-xlsx                        302    403     403    403    403    403    403    200    403    403    403    200    200
"""
READING += staff_of_2024.READING

# With a form that the action accepts: 302 leads on, 422 would be a mistake in the form.
ACTING = """
                               nobody  guest officer   head  other   city review  admin reader centre agency system   away
portal:sign-out                   302    302     302    302    302    302    302    302    302    302    302    302    302
plans:own-entry-new              302    403     403    403    403    403    403    200    403    403    403    403    404
plans:own-entry                  302    403     403    403    403    403    403    302    403    403    403    403    404
plans:own-entry-remove           302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-new                  302    403     403    403    403    403    403    302    403    403    403    403    302
plans:draft-copy                 302    403     403    403    403    403    403    302    403    403    403    403    422
plans:draft-from-file            302    403     403    403    403    403    403    422    403    403    403    403    422
plans:draft-amend                302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-amendment            302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-frame                302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-legal-basis          302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-recipients           302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-funding              302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-entry-new            302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-entry                302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-entry-move           302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-entry-remove         302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-goal-new             302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-goal                 302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-goal-redraw          302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-goal-redraw-new      302    403     403    403    403    403    403    200    403    403    403    403    404
plans:draft-goal-measure         302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-goal-measure-new     302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-goal-adjust          302    403     403    403    403    403    403    200    403    403    403    403    404
plan-publish                     302    403     403    403    403    403    403    302    403    403    403    403    404
plans:draft-discard              302    403     403    403    403    403    403    302    403    403    403    403    404
round-open                        302    403     403    403    403    403    403    302    403    403    403    403    404
round-remind                      302    403     403    403    403    403    302    302    403    403    403    403    404
round-days                        302    403     403    403    403    403    403    302    403    403    403    403    404
note-new                          302    403     403    403    403    403    302    302    403    403    403    403    404
note-read                         302    403     302    302    302    302    302    302    302    302    302    403    404
note-withdraw                     302    403     403    403    403    403    302    302    403    403    403    403    404
round-ad-hoc                      302    403     403    403    403    403    403    200    403    403    403    403    200
round-more-units                  302    403     403    403    403    403    403    422    403    403    403    403    404
round-discard                     302    403     403    403    403    403    403    302    403    403    403    403    404
report-extension draft            302    403     403    403    403    403    403    302    403    403    403    403    404
report-extension accepted         302    403     403    403    403    403    403    422    403    403    403    403    404
report-extension-end draft        302    403     403    403    403    403    403    422    403    403    403    403    404
report-fill draft                 302    403     302    302    404    404    403    403    404    404    404    403    404
report-autosave draft             302    403     400    400    404    404    403    403    404    404    404    403    404
report-prefill                    302    403     302    302    404    404    403    403    404    404    404    403    404
report-check draft                302    403     302    302    404    404    403    403    404    404    404    403    404
report-evidence draft             302    403     302    302    404    404    403    403    404    404    404    403    404
report-evidence submitted         302    403     422    422    404    404    403    403    404    404    404    403    404
evidence-withdraw                 302    403     302    302    404    404    403    403    404    404    404    403    404
report-upload draft               302    403     422    422    404    404    403    403    404    404    404    403    404
report-upload-confirm draft       302    403     302    302    404    404    403    403    404    404    404    403    404
report-upload-marked draft        302    403     302    302    404    404    403    403    404    404    404    403    404
report-submit draft               302    403     403    302    404    404    403    403    404    404    404    403    404
report-take-back submitted        302    403     403    302    404    404    403    403    404    404    404    403    404
review-accept-many                302    403     403    403    403    403    302    403    403    403    403    403    403
report-remarks submitted          302    403     403    403    403    403    422    403    403    403    403    403    403
report-thread-reply               302    403     302    302    404    404    403    403    404    404    404    403    404
report-row-open                   302    403     302    302    404    404    403    403    404    404    404    403    404
report-begin-review submitted     302    403     403    403    403    403    302    403    403    403    403    403    403
report-return submitted           302    403     403    403    403    403    302    403    403    403    403    403    403
report-accept submitted           302    403     403    403    403    403    302    403    403    403    403    403    403
report-reopen accepted            302    403     403    403    403    403    403    302    403    403    403    403    404
task-state                        302    403     302    302    403    403    403    403    403    403    403    403    404
reorganisation-new                302    403     403    403    403    403    403    302    403    403    403    403    302
reorganisation-edit planned       302    403     403    403    403    403    403    302    403    403    403    403    404
reorganisation-discard planned    302    403     403    403    403    403    403    302    403    403    403    403    404
reorganisation-confirm planned    302    403     403    403    403    403    403    302    403    403    403    403    404
reorganisation-seat done          302    403     403    403    403    403    403    302    403    403    403    403    404
reorganisation-undo done          302    403     403    403    403    403    403    302    403    403    403    403    404
allotment-new                     302    403     403    403    403    403    403    422    403    403    403    403    404
allotment-day                     302    403     403    403    403    403    403    302    403    403    403    403    404
allotment-tidy                    302    403     403    403    403    403    403    302    403    403    403    403    404
allotment-discard                 302    403     403    403    403    403    403    302    403    403    403    403    404
allotment-publish                 302    403     403    403    403    403    403    302    403    403    403    403    404
allotment-save                    302    403     403    403    403    403    403    302    403    403    403    403    404
allotment-goal                    302    403     403    403    403    403    403    302    403    403    403    403    404
allotment-share                   302    403     403    403    403    403    403    302    403    403    403    403    404
allotment-paste                   302    403     403    403    403    403    403    200    403    403    403    403    404
allotment-upload                  302    403     403    403    403    403    403    422    403    403    403    403    404
compliance-file                   302    403     302    302    404    404    302    302    403    403    404    403    404
compliance-withdraw               302    403     302    302    404    404    302    302    403    403    404    403    404
record-new                        302    403     302    302    422    422    302    302    403    403    403    403    404
record-edit                       302    403     302    403    404    404    302    302    403    403    404    403    404
record-remove                     302    403     302    403    404    404    302    302    403    403    404    403    404
pilot-new                         302    403     403    302    403    403    302    302    403    403    403    403    404
pilot-edit                        302    403     403    302    403    403    302    302    403    403    403    403    404
pilot-remove                      302    403     403    302    403    403    302    302    403    403    403    403    404
history-import                    302    403     403    403    403    403    403    422    403    403    403    403    422
history-confirm                   302    403     403    403    403    403    403    302    403    403    403    403    302
portal:notice-open                302    404    302    404    404    404    404    404    404    404    404    404    404
portal:notice-read                302    404    302    404    404    404    404    404    404    404    404    404    404
portal:notice-read-all            302    302    302    302    302    302    302    302    302    302    302    302    302
calendar-make                     302    403    200    404    404    404    404    404    403    403    404    403    404
calendar-revoke                   302    403    302    404    404    404    404    404    403    403    404    403    404
"""
ACTING += staff_of_2024.ACTING


def column(table, role):
    """A role's column: by address, and which report, what it is answered."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    place = head.index(role)
    return {_named(row[: -len(head)]): int(row[len(row) - len(head) + place]) for row in rows}


def _named(words):
    name, *which = words
    return " ".join([name if ":" in name else f"reporting:{name}", *which])


ROLES = READING.split("\n")[1].split()
