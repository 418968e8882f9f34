"""Facts of the two papers, read off them: what they say in so many words, and every goal that they set."""

NAM_DINH, BEN_TRE = "nam-dinh-108-2024", "ben-tre-2747-2023"

# Each stands once in its paper, mistakes and oddities included.
PHRASES = [
    (NAM_DINH, "tránh hình thức, lãng phí."),
    (NAM_DINH, "ít nhất 03 HTX do nữ tham gia quản lý, tạo việc làm mới cho 70 lao động nữ"),
    (NAM_DINH, "sản phẩm hàng hóa... cho lãnh đạo và thành viên của 30 HTX"),
    (NAM_DINH, "tạo việc làm ổn định cho 300 thành viên, lao động nữ trong HTX, THT."),
    (NAM_DINH, "4- Phối hợp, tư vấn, hỗ trợ thủ tục đăng ký tem nhãn mác"),
    (NAM_DINH, "7- Tham gia Cuộc thi tìm hiểu Luật HTX năm 2023"),
    (NAM_DINH, "Giao cho Ban Gia đình xã hội-Kinh tế làm đầu mối"),
    (NAM_DINH, "Chương trình phát triển kinh tế tập thể của Chính phủ, Chương trình mỗi xã một sản phẩm"),
    (NAM_DINH, "ít nhất 01 hợp tác xã, 01 tổ hợp tác"),
    (NAM_DINH, "(qua Ban Gia đình xã hội-Kinh tế) trước ngày 30/11/2024"),
    (NAM_DINH, "Kế hoạch 436/KH-BĐH ngày 30/01/2024"),
    (NAM_DINH, "Lưu VT-GĐXH-KT."),
    (BEN_TRE, "Quyết định số 340/QĐ-TTg ngày 12 tháng 3 năm 2023"),
    (BEN_TRE, "là một trong những địa phương tiêu biểu trong thực hiện Đề án."),
    (BEN_TRE, "ít nhất 07 HTX; 80 tổ hợp tác (THT)"),
    (BEN_TRE, "ít nhất 15 HTX; 150 tổ hợp tác (THT)"),
    (BEN_TRE, "toàn tỉnh thành lập mới ít nhất 30 HTX và 100 THT"),
    (BEN_TRE, "giai đoạn 2 (2026 - 20230)"),
    (BEN_TRE, "(định kỳ 02 năm/lần hoặc đột xuất - nếu có)"),
    (BEN_TRE, "hiệp hội, tác tổ chức trong và ngoài nước"),
    (BEN_TRE, "Hội LHPN các các cấp phối hợp các sở, ngành"),
    (BEN_TRE, "hoạt động từ 90 - 100% HTX do phụ nữ tham gia quản lý"),
    (BEN_TRE, "cho 100% nữ quản lý, điều hành HTX (do các cấp Hội hỗ trợ thành lập)"),
    (BEN_TRE, "văn hóa, trách nhiệm cộng đồng ”"),
    (BEN_TRE, "Quỹ hỗ trợ phát triển HTX,...)."),
    (BEN_TRE, "Nghị quyết số 25/202/NQ-HĐND ngày 01/12/2021"),
    (BEN_TRE, "HTX, THT do phụ nữ phụ nữ tham gia quản lý"),
    (BEN_TRE, "năm (trước ngày 12/12) và đột xuất khi có yêu cầu"),
]

# Code, comparator, value ("90-100" is a range), each district or not, span. Every number that the papers set is here.
GOALS = {
    NAM_DINH: """
        can-bo-hoi-duoc-tap-huan      reach    100     -         year 2024
        hoi-nu-doanh-nhan             reach    -       -         year 2024
        htx-moi                       at_least 3       -         year 2024
        viec-lam-moi                  reach    70      -         year 2024
        lop-tap-huan                  at_least 2       -         year 2024
        htx-duoc-tap-huan             reach    30      -         year 2024
        viec-lam-on-dinh              reach    300     -         year 2024
        tem-truy-xuat                 followed -       -         year 2024
        thuong-hieu                   followed -       -         year 2024
        ocop                          followed -       -         year 2024
        xuc-tien-thuong-mai           followed -       -         year 2024
        hoi-cho                       followed -       -         year 2024
        ket-noi-viec-lam              followed -       -         year 2024
        truyen-thong                  followed -       -         year 2024
        chuyen-trang                  followed -       -         year 2024
        cuoc-thi-luat-htx             reach    -       -         year 2024
        kiem-tra-giam-sat             followed -       -         year 2024
        so-ket                        reach    -       -         year 2024
        khen-thuong                   followed -       -         year 2024
        ubnd-huyen-ban-hanh-ke-hoach  reach    -       district  year 2024
        huyen-ban-hanh-ke-hoach-2024  reach    -       district  year 2024
        moi-huyen-htx-moi             at_least 1       district  year 2024
        moi-huyen-tht-moi             at_least 1       district  year 2024
    """,
    BEN_TRE: """
        gd1-cung-co-htx               at_least  7       - phase 2023-2025
        gd1-cung-co-tht               at_least  80      - phase 2023-2025
        gd1-viec-lam-on-dinh-htx      at_least  50      - phase 2023-2025
        gd1-viec-lam-on-dinh-tht      at_least  80      - phase 2023-2025
        gd1-htx-moi                   at_least  3       - phase 2023-2025
        gd1-tht-moi                   at_least  10      - phase 2023-2025
        gd1-lao-dong-nu               more_than 60      - phase 2023-2025
        gd1-nu-quan-ly-dao-tao        reach     100     - phase 2023-2025
        gd1-dao-tao-co-nhu-cau        followed  -       - every-1 2023-2025
        gd1-can-bo-phu-trach          reach     100     - phase 2023-2025
        gd1-can-bo-hoi-ky-nang        at_least  80      - phase 2023-2025
        gd2-cung-co-htx               at_least  15      - phase 2026-2030
        gd2-cung-co-tht               at_least  150     - phase 2026-2030
        gd2-viec-lam-on-dinh-htx      at_least  70      - phase 2026-2030
        gd2-viec-lam-on-dinh-tht      at_least  90      - phase 2026-2030
        gd2-htx-moi                   at_least  7       - phase 2026-2030
        gd2-tht-moi                   at_least  15      - phase 2026-2030
        gd2-lao-dong-nu               more_than 70      - phase 2026-2030
        gd2-nu-quan-ly-dao-tao        reach     100     - phase 2026-2030
        gd2-dao-tao-co-nhu-cau        followed  -       - every-1 2026-2030
        gd2-can-bo-phu-trach          reach     100     - phase 2026-2030
        gd2-can-bo-hoi-ky-nang        at_least  90      - phase 2026-2030
        den-2030-htx-moi              at_least  30      - cumulative 2023-2030
        den-2030-tht-moi              at_least  100     - cumulative 2023-2030
        den-2030-nu-lanh-dao          reach     50      - cumulative 2023-2030
        khen-thuong                   reach     1       - every-2 2023-2030
        huong-dan-cung-co-to-chuc     range     90-100  - term 2023-2030
        can-bo-phu-trach-dao-tao      reach     100     - term 2023-2030
        nu-quan-ly-chung-chi          reach     100     - term 2023-2030
        dao-tao-nghe                  at_least  50      - term 2023-2030
        mang-luoi-nu-lanh-dao         reach     -       - term 2023-2030
        thi-diem-sang-kien            reach     -       - term 2023-2030
        lao-dong-nu-htx               followed  -       - term 2023-2030
        nu-quan-ly-htx                followed  -       - term 2023-2030
    """,
}
