"""The closed lists of plans, each with its Vietnamese words."""

from django.db.models import TextChoices


class UnitLevel(TextChoices):
    COUNTRY = "country", "cả nước"
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    CLUSTER = "cluster", "cụm"
    COMMUNE = "commune", "cấp xã"


class Role(TextChoices):
    OFFICER = "officer", "cán bộ nhập liệu"
    HEAD = "head", "người ký báo cáo của đơn vị"
    REVIEWER = "reviewer", "cán bộ duyệt cấp tỉnh"
    ADMINISTRATOR = "administrator", "quản trị cấp tỉnh"
    READER = "reader", "người xem"
    SYSTEM = "system", "quản trị hệ thống"


ENTERING_ROLES = {Role.OFFICER, Role.HEAD}
PROVINCE_ROLES = {Role.REVIEWER, Role.ADMINISTRATOR}
FIGURE_ROLES = {Role.OFFICER, Role.HEAD, Role.REVIEWER, Role.ADMINISTRATOR, Role.READER}


class PlanKind(TextChoices):
    PLAN = "plan", "Kế hoạch"
    DECISION = "decision", "Quyết định"
    SCHEME = "scheme", "Đề án"
    JOINT_PROGRAMME = "joint_programme", "Chương trình phối hợp"
    RESOLUTION = "resolution", "Nghị quyết"


class RelationKind(TextChoices):
    CARRIES_OUT = "carries_out", "thực hiện"
    AMENDS = "amends", "sửa đổi, bổ sung"
    REPLACES = "replaces", "thay thế"


class AgencyKind(TextChoices):
    UNION = "union", "Hội Liên hiệp Phụ nữ"
    UNION_BODY = "union_body", "ban của Hội Liên hiệp Phụ nữ"
    PARTY = "party", "cơ quan Đảng"
    PEOPLES_COMMITTEE = "peoples_committee", "Ủy ban nhân dân"
    DEPARTMENT = "department", "sở, ngành"
    COOPERATIVE_ALLIANCE = "cooperative_alliance", "Liên minh Hợp tác xã"
    BANK = "bank", "ngân hàng"
    MASS_ORGANISATION = "mass_organisation", "Mặt trận, đoàn thể"
    OTHER = "other", "cơ quan khác"


class Measure(TextChoices):
    COUNT = "count", "số lượng"
    RATIO = "ratio", "tỷ lệ"
    MILESTONE = "milestone", "mốc hoàn thành"


class Accumulation(TextChoices):
    FLOW = "flow", "phát sinh trong năm, lũy kế từ đầu năm"
    STOCK = "stock", "hiện có đến ngày chốt"


class Composition(TextChoices):
    ENTERED = "entered", "nhập trực tiếp"
    SUM = "sum", "tổng của các chỉ số khác"
    RATIO = "ratio", "tỷ lệ giữa hai chỉ số khác"


class ComponentPart(TextChoices):
    ADDEND = "addend", "số hạng"
    NUMERATOR = "numerator", "tử số"
    DENOMINATOR = "denominator", "mẫu số"


class SideOfRatio(TextChoices):
    NUMERATOR = "numerator", "tử số"
    DENOMINATOR = "denominator", "mẫu số"


class RuleComparison(TextChoices):
    """How the left side of a rule between indicators has to stand to the right one."""

    NOT_ABOVE = "not_above", "không lớn hơn"
    BELOW = "below", "nhỏ hơn"
    EQUAL = "equal", "bằng"
    NOT_BELOW = "not_below", "không nhỏ hơn"
    ABOVE = "above", "lớn hơn"


class RulePlace(TextChoices):
    LEFT = "left", "vế trái"
    RIGHT = "right", "vế phải"


class RuleWeight(TextChoices):
    """What becomes of a report that breaks a rule."""

    REFUSE = "refuse", "phải sửa mới nộp được"
    EXPLAIN = "explain", "giải trình thì nộp được"


class Comparator(TextChoices):
    AT_LEAST = "at_least", "ít nhất"
    MORE_THAN = "more_than", "trên"
    REACH = "reach", "đạt"
    AT_MOST = "at_most", "không quá"
    ABOUT = "about", "khoảng"
    RANGE = "range", "từ … đến …"
    FOLLOWED = "followed", "theo dõi, không giao số"


JUDGED_COMPARATORS = {
    Comparator.AT_LEAST,
    Comparator.MORE_THAN,
    Comparator.REACH,
    Comparator.AT_MOST,
    Comparator.RANGE,
}


class Joining(TextChoices):
    """How a goal belongs to another one of its plan."""

    ALTERNATIVE = "alternative", "hoặc"
    BENEFICIARIES = "beneficiaries", "cho"


class SpanKind(TextChoices):
    YEAR = "year", "trong năm"
    PHASE = "phase", "trong giai đoạn"
    CUMULATIVE = "cumulative", "lũy kế từ đầu kế hoạch"
    TERM = "term", "đến cuối kỳ"
    EVERY = "every", "định kỳ"


class DayKind(TextChoices):
    """What a day is, against what its weekday says."""

    OFF = "off", "ngày nghỉ"
    MADE_UP = "made_up", "ngày làm bù"


class Period(TextChoices):
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "năm"
    AD_HOC = "ad_hoc", "đột xuất"
    MIDTERM = "midterm", "sơ kết"
    FINAL = "final", "tổng kết"
    CLOSING = "closing", "kết thúc hoạt động"


class DueWording(TextChoices):
    BEFORE = "before", "trước ngày"
    BY = "by", "chậm nhất ngày"


class Reporter(TextChoices):
    UNIT = "unit", "đơn vị báo cáo"
    PROVINCE = "province", "cấp tỉnh"
    AGENCY = "agency", "cơ quan"


class Involvement(TextChoices):
    LEAD = "lead", "chủ trì"
    PARTNER = "partner", "phối hợp"


class VersionKind(TextChoices):
    FIRST = "first", "công bố lần đầu"
    ADJUSTMENT = "adjustment", "điều chỉnh theo văn bản"
    CORRECTION = "correction", "đính chính chỗ nhập sai"


class SheetState(TextChoices):
    DRAFT = "draft", "đang chia"
    PUBLISHED = "published", "đã giao"


class ReorganisationState(TextChoices):
    DRAFT = "draft", "đang soạn"
    CONFIRMED = "confirmed", "đã thực hiện"
    UNDONE = "undone", "đã hủy"
