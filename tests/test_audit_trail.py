"""Whatever people do is told in the audit trail: every action of the access table, in a sentence, to its province."""

from django.db import transaction

from portal.auditing import verify
from portal.models import AuditEntry
from reporting.trail import DESK_KINDS, KINDS
from tests.access_house import address, form_of
from tests.access_table import ACTING, column
from tests.test_access import client_of, house, people  # noqa: F401  (fixtures)

# Drafts are nobody's business until they are published; boxes of a report keep each change themselves (AnswerChange).
NOT_TOLD = {
    "plans:draft-amendment",
    "plans:draft-frame",
    "plans:draft-legal-basis",
    "plans:draft-recipients",
    "plans:draft-funding",
    "plans:draft-entry-new",
    "plans:draft-entry",
    "plans:draft-entry-move",
    "plans:draft-entry-remove",
    "plans:draft-goal-new",
    "plans:draft-goal",
    "plans:draft-goal-measure",
    "plans:draft-goal-measure-new",
    "reporting:allotment-day",
    "reporting:allotment-tidy",
    "reporting:allotment-save",
    "reporting:allotment-goal",
    "reporting:allotment-share",
    "reporting:reorganisation-new",
    "reporting:reorganisation-edit planned",
    "reporting:report-fill draft",
    "reporting:report-prefill",
    "reporting:report-check draft",
    "reporting:report-upload-confirm draft",
    "reporting:report-upload-marked draft",
    # Whoever has forgotten a password, or holds a code, is not known yet.
    "portal:password-forgotten",
    "portal:invitation-code",
    # It is open already.
    "reporting:person-come-back officer",
    "portal:notice-read-all",
    # What the unit answers about a row stands in the row's thread.
    "reporting:report-thread-reply",
    # No report is chosen here; each that is accepted is told as the single one is.
    "reporting:review-accept-many",
    # Who has read a note stands beside the note.
    "reporting:note-read",
    # Here they lead back to the page: the rounds are open already, and people have typed in the one.
    "reporting:round-open",
    "reporting:round-discard",
    # The file of the table is refused whole.
    "reporting:history-confirm",
}


def done(people, house):  # noqa: F811
    """By action, the sentences that doing it wrote, each action done by the first person who may. All is taken back."""
    sentences = {}
    for role in ("head", "review", "admin"):
        for row, status in column(ACTING, role).items():
            if status != 302 or row in sentences:
                continue
            before = AuditEntry.objects.count()
            with transaction.atomic():
                client_of(people[role]).post(address(row, house), form_of(row, house))
                sentences[row] = list(AuditEntry.objects.filter(number__gt=before).order_by("number"))
                assert list(verify()) == []
                transaction.set_rollback(True)
    return sentences


# What the sentences are like, for one action of each kind.
WORDS = {
    "portal:sign-out": "Trần Thị Hoa đăng xuất.",
    "portal:invitation": "Vũ Thị Mới đặt mật khẩu mới của mình.",
    "portal:account-email": "Trần Thị Hoa đổi thư điện tử của Trần Thị Hoa (hai-hau-ky): trống → moi@example.vn.",
    "reporting:seat-end officer": (
        "Trần Thị Hoa cho Nguyễn Thị Lan thôi làm cán bộ nhập liệu tại Huyện Hải Hậu, đến hết 02/12/2024, lý do: Thôi."
    ),
    "reporting:person-leave officer": (
        "Trần Thị Hoa cho Nguyễn Thị Lan (hai-hau-nhap) nghỉ, mọi vị trí đến hết 02/12/2024, khóa tài khoản "
        "sau ngày 02/12/2024, lý do: Nghỉ hưu."
    ),
    "reporting:invitation-revoke": "Trần Thị Hoa thu hồi lời mời Nguyễn Thị Lan (hai-hau-nhap).",
    "reporting:report-evidence draft": (
        "Trần Thị Hoa kèm tệp “quyet-dinh.pdf” vào báo cáo Huyện Hải Hậu, năm 2024: Cả báo cáo."
    ),
    "reporting:evidence-withdraw": "Trần Thị Hoa gỡ tệp “quyet-dinh.pdf” khỏi báo cáo Huyện Hải Hậu, năm 2024.",
    "reporting:report-submit draft": "Trần Thị Hoa nộp báo cáo Huyện Hải Hậu, năm 2024.",
    "reporting:report-return submitted": (
        "Lê Thị Thu trả lại báo cáo Huyện Hải Hậu, 6 tháng 2024, lý do: Kiểm tra lại số HTX."
    ),
    "reporting:report-accept submitted": "Lê Thị Thu duyệt báo cáo Huyện Hải Hậu, 6 tháng 2024.",
    "reporting:report-reopen accepted": (
        "Đỗ Thị Hạnh mở lại báo cáo Huyện Hải Hậu, đột xuất 2024, lý do: Đơn vị đề nghị sửa."
    ),
    "reporting:report-extension draft": (
        "Đỗ Thị Hạnh gia hạn báo cáo Huyện Hải Hậu, năm 2024 đến hết ngày 20/12/2024 (trước là 10/12/2024), "
        "lý do: Bão, mất điện nhiều ngày."
    ),
    "reporting:round-days": (
        "Đỗ Thị Hạnh đặt lại ngày của kỳ “năm 2024”: ngày cuối của đơn vị: 10/12/2024 → 11/12/2024."
    ),
    "reporting:note-new": "Lê Thị Thu gửi lưu ý “Nhắc” của kỳ “năm 2024”.",
    "reporting:task-state": (
        "Trần Thị Hoa ghi tình hình nhiệm vụ “Nhiệm vụ ii-1” của Huyện Hải Hậu: đang làm, đến ngày 02/12/2024."
    ),
    "reporting:compliance-file": (
        "Trần Thị Hoa ghi “Kế hoạch năm của Hội” năm 2024 của Huyện Hải Hậu: 13/KH-HPN ngày 05/03/2024."
    ),
    "reporting:record-new": "Trần Thị Hoa ghi kiểm tra, giám sát của Huyện Hải Hậu: Kiểm tra HTX Hoa Sen.",
    "reporting:pilot-remove": "Trần Thị Hoa bỏ điểm chỉ đạo “Huyện Hải Hậu” tại Huyện Hải Hậu.",
    "plans:draft-amend": "Đỗ Thị Hạnh mở bản điều chỉnh theo văn bản của “Đề án 01”.",
    "plans:draft-discard": "Đỗ Thị Hạnh bỏ bản soạn “Kế hoạch năm 2025”.",
    "plans:own-entry": "Đỗ Thị Hạnh sửa danh mục riêng của Tỉnh Nam Định: “Buổi tư vấn”.",
    "reporting:plan-publish": "Đỗ Thị Hạnh công bố “Kế hoạch năm 2025”, bản 1.",
    "reporting:allotment-publish": (
        "Đỗ Thị Hạnh giao chỉ tiêu của “Đề án 01” năm 2024 theo QĐ 5, áp dụng từ 01/10/2024: 1 số."
    ),
    "reporting:reorganisation-confirm planned": (
        "Đỗ Thị Hạnh thực hiện sắp xếp “Sắp xếp đơn vị” theo 1/NQ-UBTVQH, có hiệu lực từ 01/12/2024."
    ),
    "reporting:reorganisation-seat done": (
        "Đỗ Thị Hạnh giao Lê Thị Cúc làm cán bộ nhập liệu tại Huyện Giao Thủy sau sắp xếp “Sắp xếp đơn vị”, "
        "từ 01/12/2024."
    ),
}


def test_every_action_that_led_on_is_told_to_its_province_in_a_sentence(house, people, world):  # noqa: F811
    told = done(people, house)

    assert {row for row, entries in told.items() if not entries} == NOT_TOLD
    entries = [entry for found in told.values() for entry in found]
    assert {entry.kind for entry in entries} <= KINDS.keys()
    mine = {world.nam_dinh.pk}
    assert {entry.action for entry in entries if entry.kind not in DESK_KINDS and entry.unit_pk not in mine} == set()
    assert [entry.words for entry in entries if not entry.words.endswith(".") or entry.by_name not in entry.words] == []
    assert {row: " ".join(entry.words for entry in told[row]) for row in WORDS} == WORDS
