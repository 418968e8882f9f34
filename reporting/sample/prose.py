"""What units write under the headings, in the plain words of such reports."""

from random import Random

from reporting.choices import Heading
from reporting.models import Report

SENTENCES = {
    Heading.RESULTS: (
        "Hội đã tham mưu cấp ủy, phối hợp UBND cùng cấp triển khai kế hoạch đến 100 % chi hội. Trong kỳ đã tư vấn thủ "
        "tục thành lập tổ hợp tác, hướng dẫn các HTX do phụ nữ quản lý xây dựng phương án sản xuất, kinh doanh.",
        "Các chi hội tổ chức sinh hoạt chuyên đề về kinh tế tập thể; vận động chị em tham gia tổ hợp tác trồng rau an "
        "toàn, đan lát, may gia công. Hội phối hợp tổ chức tập huấn kỹ năng bán hàng trên nền tảng số.",
        "Hội rà soát các HTX, tổ hợp tác có nữ tham gia quản lý; hỗ trợ hồ sơ đăng ký nhãn hiệu, sản phẩm OCOP; kết nối "
        "vay vốn Ngân hàng Chính sách xã hội cho thành viên nữ.",
    ),
    Heading.DIFFICULTIES: (
        "Một số tổ hợp tác quy mô nhỏ, thiếu người biết ghi chép sổ sách. Kinh phí dành cho tập huấn còn hạn chế.",
        "Đầu ra sản phẩm chưa ổn định; chị em còn ngại thủ tục khi chuyển từ tổ hợp tác lên HTX.",
        "Cán bộ Hội kiêm nhiệm nhiều việc nên theo dõi số liệu có lúc chưa kịp thời.",
    ),
    Heading.PROPOSALS: (
        "Đề nghị Hội cấp tỉnh mở thêm lớp bồi dưỡng cho giám đốc, kế toán HTX là nữ.",
        "Đề nghị Liên minh HTX hỗ trợ mẫu điều lệ và phương án kinh doanh đơn giản, dễ làm theo.",
        "",
    ),
    Heading.NEXT_STEPS: (
        "Tiếp tục tư vấn thành lập mới HTX, tổ hợp tác đã khảo sát; duy trì hỗ trợ các đơn vị được củng cố trong năm.",
        "Phối hợp tổ chức phiên chợ giới thiệu sản phẩm của phụ nữ; hoàn thiện hồ sơ OCOP cho các sản phẩm đã đăng ký.",
        "Tổ chức kiểm tra, đánh giá kết quả thực hiện kế hoạch, biểu dương các điển hình.",
    ),
}


def prose_of(report: Report) -> dict[str, str]:
    """A text for each heading; some headings stay blank."""
    random = Random(f"{report.unit.code}/{report.round.code}")  # noqa: S311 - invention, not secrecy
    return {heading: random.choice(texts) for heading, texts in SENTENCES.items()}
