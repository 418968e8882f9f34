"""What a box of a report's form says of itself: the words, icon and colour of each state, for the form and its legend."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CellState:
    """One state. Has what parts/_status_tag.html needs of a tag; `meaning` says what it means and what there is to do."""

    code: str
    label: str
    icon: str
    tone: str
    meaning: str


SAVED = CellState("saved", "Đã lưu", "check", "green", "Số đã vào báo cáo nháp.")
SAVING = CellState("saving", "Đang lưu", "hourglass", "blue", "Đang gửi về máy chủ; cứ gõ tiếp ô khác.")
UNSENT = CellState(
    "unsent",
    "Chưa gửi",
    "computer",
    "outline",
    "Vừa gõ, hoặc đường truyền đang đứt: số được giữ ở máy này và tự gửi. Chưa gửi xong thì đừng đăng xuất.",
)
REFUSED = CellState(
    "refused",
    "Không nhận",
    "cross",
    "red",
    "Cổng không hiểu, hoặc số không thể đúng. Chưa lưu; chữ đã gõ còn nguyên trên màn hình, câu bên cạnh nói phải gõ gì.",
)
CONFLICT = CellState(
    "conflict",
    "Hai người cùng sửa",
    "swap",
    "orange",
    "Người khác vừa ghi số khác vào dòng này. Chưa số nào bị ghi đè: chọn số được giữ ngay ở dòng đó.",
)
DOUBTFUL = CellState(
    "doubtful",
    "Cần xem lại",
    "question",
    "orange",
    "Đã lưu, nhưng số có vẻ lạ. Xem lại; nếu đúng thì ghi một lời vào ô “Lý do, giải trình”.",
)
LOCKED = CellState(
    "locked",
    "Khóa",
    "lock",
    "dark",
    "Không sửa được lúc này. Luôn kèm một câu vì sao: báo cáo đã nộp, tỉnh đang xem xét, đã duyệt, hay kỳ đã khóa.",
)

CELL_STATES = (SAVED, SAVING, UNSENT, REFUSED, CONFLICT, DOUBTFUL, LOCKED)
