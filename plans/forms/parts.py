"""The parts of a draft: where each lies, what it is called, which form writes an entry of it.

Goals, indicators and breakdowns have pages of their own, below addresses of the same shape.
"""

from dataclasses import dataclass

from plans.forms.breakdowns import BreakdownForm
from plans.forms.check_rules import RuleForm
from plans.forms.document import AgencyForm, PhaseForm, RelationForm, SectionForm
from plans.forms.duties import DutyForm
from plans.forms.entries import EntryForm
from plans.forms.goals import GoalForm
from plans.forms.indicators import IndicatorForm
from plans.forms.papers import LetterheadForm, OwedDocumentForm
from plans.forms.tasks import TaskForm


@dataclass(frozen=True)
class Part:
    """One part of a draft. `key` is its key in the plan form, `slug` its place in addresses, `one` an entry of it."""

    key: str
    slug: str
    title: str
    one: str = ""
    lede: str = ""
    form: type[EntryForm] | None = None
    is_needed: bool = False


FRAME = Part("plan", "phan-dau", "Phần đầu và phần ký", is_needed=True)
LINES = (
    Part("legal_basis", "can-cu", "Căn cứ", "Các căn cứ", "Mỗi căn cứ một dòng, nguyên văn như trong văn bản."),
    Part("recipients", "noi-nhan", "Nơi nhận", "Các nơi nhận", "Mỗi nơi nhận một dòng, như in cuối văn bản."),
    Part("funding", "kinh-phi", "Kinh phí", "Các nguồn kinh phí", "Mỗi nguồn kinh phí một dòng, nguyên văn."),
)
RELATIONS = Part(
    "relations",
    "van-ban-lien-quan",
    "Văn bản liên quan",
    "văn bản liên quan",
    "Văn bản mà kế hoạch này thực hiện, sửa đổi hay thay thế.",
    RelationForm,
)
AGENCIES = Part(
    "agencies",
    "co-quan",
    "Cơ quan",
    "cơ quan",
    "Chỉ thêm cơ quan mà cổng chưa có. Cơ quan đã có thì chọn luôn ở nơi cần, không phải thêm.",
    AgencyForm,
)
PHASES = Part(
    "phases", "giai-doan", "Giai đoạn", "giai đoạn", "Kế hoạch một năm có một giai đoạn là năm đó.", PhaseForm, True
)
SECTIONS = Part(
    "sections",
    "muc",
    "Các mục",
    "mục",
    "Các mục của văn bản theo đúng thứ tự, chép nguyên văn.",
    SectionForm,
    True,
)
INDICATORS = Part(
    "indicators",
    "chi-so",
    "Chỉ số riêng",
    "chỉ số",
    "Chỉ số mà chỉ kế hoạch này đo. Việc đã có trong danh mục chỉ số thì dùng luôn, không tạo lại.",
    IndicatorForm,
)
BREAKDOWNS = Part(
    "breakdowns",
    "phan-to",
    "Phân tổ riêng",
    "phân tổ",
    "Cách chia một số lượng thành các phần không trùng nhau: HTX, THT; theo nguồn vốn; theo lĩnh vực.",
    BreakdownForm,
)
RULES = Part(
    "rules",
    "quy-tac",
    "Quy tắc kiểm tra",
    "quy tắc kiểm tra",
    "Các chỉ số phải so với nhau thế nào: số nữ không lớn hơn tổng số, hai biểu hỏi cùng một số thì ghi bằng nhau. Người "
    "nhập được báo ngay khi số ghi không đúng quy tắc. Nhiều quy tắc chung đã có sẵn cùng danh mục chỉ số.",
    RuleForm,
)
GOALS = Part("goals", "chi-tieu", "Chỉ tiêu", "chỉ tiêu", form=GoalForm)
TASKS = Part(
    "tasks",
    "nhiem-vu",
    "Nhiệm vụ",
    "nhiệm vụ",
    "Việc mà cơ quan, mọi đơn vị hoặc một số đơn vị phải làm, theo thứ tự của văn bản.",
    TaskForm,
)
DOCUMENTS = Part(
    "documents",
    "van-ban-phai-co",
    "Văn bản phải có",
    "văn bản phải có",
    "Văn bản mà mỗi đơn vị hoặc cấp tỉnh phải ban hành, phải gửi theo kế hoạch này.",
    OwedDocumentForm,
)
DUTIES = Part(
    "duties",
    "che-do-bao-cao",
    "Chế độ báo cáo",
    "chế độ báo cáo",
    "Ai báo cáo cho ai, những kỳ nào, hạn ngày nào. Kỳ báo cáo được mở từ đây.",
    DutyForm,
)
LETTERHEADS = Part(
    "letterheads",
    "mau-van-ban",
    "Mẫu văn bản",
    "mẫu văn bản",
    "Phần đầu và phần ký của báo cáo do từng cơ quan ban hành.",
    LetterheadForm,
)

# As the draft's own page shows them.
GROUPS = (
    ("Văn bản", (FRAME, LINES[0], RELATIONS, PHASES, SECTIONS, LINES[1], LINES[2])),
    ("Việc phải làm", (GOALS, TASKS, DOCUMENTS, INDICATORS, BREAKDOWNS, RULES)),
    ("Báo cáo và cơ quan", (AGENCIES, DUTIES, LETTERHEADS)),
)
PARTS = {part.key: part for _, parts in GROUPS for part in parts}


def part_at(slug: str, *, among=None) -> Part:
    """The part that lies at an address; LookupError where there is none among those asked for."""
    for part in PARTS.values() if among is None else among:
        if part.slug == slug:
            return part
    raise LookupError(slug)
