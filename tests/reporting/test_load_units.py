from datetime import UTC, date, datetime
from time import process_time

import pytest
from django.core.management import CommandError, call_command

from plans.choices import UnitLevel
from plans.models import ReportingLevel, Unit, UnitChange
from plans.succession import current_map
from tests.builders import make_unit

UNIT_HEADINGS = "code,level,name,parent_code,valid_from,valid_to"
CHANGE_HEADINGS = "effective_on,kind,predecessor_code,successor_code,communes_shared"

UNITS = [
    "36,province,Tỉnh Nam Định,,,2025-06-30",
    "37,province,Tỉnh Ninh Bình,,,",
    "356,district,Thành phố Nam Định,36,,2025-06-30",
    "358,district,Huyện Mỹ Lộc,36,,2024-08-31",
    "13684,commune,Phường Nam Định,37,2025-07-01,",
    "13693,commune,Phường Mỹ Lộc,37,2025-07-01,",
]
CHANGES = [
    "2024-09-01,merge,358,356,11",
    "2025-07-01,merge,36,37,",
    "2025-07-01,split,356,13684,5",
    "2025-07-01,split,356,13693,4",
]


@pytest.fixture
def load(tmp_path, capsys):
    """Load these lines of the two files, and give back what was told."""

    def load_lines(units=UNITS, changes=CHANGES, *, encoding="utf-8"):
        paths = tmp_path / "units.csv", tmp_path / "changes.csv"
        for path, headings, lines in zip(paths, (UNIT_HEADINGS, CHANGE_HEADINGS), (units, changes), strict=True):
            path.write_text("\n".join([headings, *lines, ""]), encoding=encoding)
        call_command("load_units", units=paths[0], changes=paths[1])
        return capsys.readouterr().out.splitlines()

    return load_lines


def refused(load, *lines, **options):
    """The mistakes told, without the sentence before them."""
    with pytest.raises(CommandError) as told:
        load(*lines, **options)
    return str(told.value).splitlines()[1:]


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Unit, UnitChange, ReportingLevel)]


@pytest.mark.django_db
def test_the_whole_country_is_loaded_and_loading_it_again_writes_nothing(django_assert_max_num_queries, capsys):
    call_command("load_units")
    before = everything()
    capsys.readouterr()

    with django_assert_max_num_queries(12):
        call_command("load_units")

    assert everything() == before
    assert capsys.readouterr().out.splitlines() == ["Đơn vị: 4081 không đổi", "Thay đổi: 3682 không đổi"]
    assert {level: Unit.objects.filter(level=level).count() for level in UnitLevel.values} == {
        "country": 1,
        "province": 63,
        "district": 697,
        "cluster": 0,
        "commune": 3321,
    }


@pytest.mark.django_db
def test_the_map_of_the_whole_country_is_read_in_a_moment():
    call_command("load_units")
    ben_tre = Unit.objects.get(level=UnitLevel.PROVINCE, code="83")
    vinh_long = Unit.objects.get(level=UnitLevel.PROVINCE, code="86")
    started = process_time()

    territory = current_map().territory(ben_tre.pk, date(2026, 3, 1), date(2023, 5, 15))

    assert process_time() - started < 0.5
    assert len(territory) == 48
    assert set(Unit.objects.filter(pk__in=territory).values_list("parent", flat=True)) == {vinh_long.pk}


@pytest.mark.django_db
def test_the_root_stands_above_the_provinces_with_the_levels_that_report(load):
    load()

    root = Unit.objects.get(parent=None)
    assert (root.code, root.name, root.level) == ("VN", "Cả nước", UnitLevel.COUNTRY)
    assert set(Unit.objects.filter(parent=root).values_list("code", flat=True)) == {"36", "37"}
    assert list(ReportingLevel.objects.order_by("pk").values_list("unit", "level", "valid_from")) == [
        (root.pk, UnitLevel.DISTRICT, None),
        (root.pk, UnitLevel.COMMUNE, date(2025, 7, 1)),
    ]


@pytest.mark.django_db
def test_a_level_that_the_country_has_chosen_is_not_set_back(load):
    load()
    ReportingLevel.objects.filter(valid_from=date(2025, 7, 1)).update(level=UnitLevel.PROVINCE)

    load()

    assert ReportingLevel.objects.get(valid_from=date(2025, 7, 1)).level == UnitLevel.PROVINCE


@pytest.mark.django_db
def test_a_file_says_what_it_did(load):
    first = load()
    second = load()

    assert first[0] == (
        "Đơn vị: 6 (Tỉnh Nam Định; Tỉnh Ninh Bình; Thành phố Nam Định; Huyện Mỹ Lộc; Phường Nam Định; Phường Mỹ Lộc) "
        "mới; 0 không đổi"
    )
    assert second == ["Đơn vị: 6 không đổi", "Thay đổi: 4 không đổi"]


@pytest.mark.django_db
def test_a_corrected_name_and_number_are_written_and_told(load):
    load()
    my_loc = Unit.objects.get(code="358").pk

    told = load(
        [line.replace("Huyện Mỹ Lộc", "Huyện Mĩ Lộc") for line in UNITS],
        [line.replace("358,356,11", "358,356,10") for line in CHANGES],
    )

    assert told == [
        "Đơn vị: 1 (Huyện Mĩ Lộc) sửa; 5 không đổi",
        "Thay đổi: 1 (Huyện Mĩ Lộc → Thành phố Nam Định) sửa; 3 không đổi",
    ]
    assert Unit.objects.get(code="358").pk == my_loc
    assert Unit.objects.get(code="358").folded_name == "huyen mi loc"


@pytest.mark.django_db
def test_the_map_follows_a_file_that_was_loaded_anew(load):
    load()
    my_loc, ninh_binh = Unit.objects.get(code="358").pk, Unit.objects.get(code="37").pk
    first = current_map()
    assert first.home(my_loc, date(2024, 10, 1)) == Unit.objects.get(code="356").pk

    load(changes=["2024-09-01,merge,358,37,11", *CHANGES[1:]])
    assert current_map().home(my_loc, date(2024, 10, 1)) == ninh_binh

    told = load()
    assert told[1] == (
        "Thay đổi: 1 (Huyện Mỹ Lộc → Thành phố Nam Định) mới; 1 (Huyện Mỹ Lộc → Tỉnh Ninh Bình) bỏ; 3 không đổi"
    )
    assert current_map().home(my_loc, date(2024, 10, 1)) == first.home(my_loc, date(2024, 10, 1))


@pytest.mark.django_db
def test_a_later_load_is_seen_even_when_the_clock_stands_still(load, on_day):
    on_day(date(2024, 1, 5))
    load()
    before = current_map()

    load(
        [line.replace("Phường Mỹ Lộc,37,2025-07-01,", "Phường Mỹ Lộc,37,2025-07-01,2030-12-31") for line in UNITS],
        [*CHANGES, "2031-01-01,merge,13693,13684,1"],
    )
    assert current_map() != before

    stamps = Unit.objects.order_by("changed_at").values_list("code", flat=True)
    assert stamps.last() == "13693"
    assert Unit.objects.get(code="13693").changed_at > datetime(2024, 1, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_a_unit_that_the_file_does_not_name_is_left_alone(load):
    load()
    cluster = make_unit("Cụm số 1", UnitLevel.CLUSTER, code="C1", parent=Unit.objects.get(code="37"))

    told = load()

    assert told[-1] == "Không có trong tệp, giữ nguyên: 1 (Cụm số 1)"
    assert Unit.objects.filter(pk=cluster.pk).exists()


@pytest.mark.django_db
def test_a_unit_hangs_below_the_parent_that_was_alive_at_its_beginning(load):
    units = [
        "36,province,Tỉnh cũ,,,2020-12-31",
        "36,province,Tỉnh mới,,2021-01-01,",
        "356,district,Huyện cũ,36,,2020-12-31",
        "357,district,Huyện mới,36,2021-01-01,",
    ]
    changes = ["2021-01-01,merge,36,36,", "2021-01-01,merge,356,357,"]

    load(units, changes)

    assert Unit.objects.get(code="356").parent.name == "Tỉnh cũ"
    assert Unit.objects.get(code="357").parent.name == "Tỉnh mới"
    assert UnitChange.objects.get(predecessor__name="Tỉnh cũ").successor.name == "Tỉnh mới"


@pytest.mark.django_db
def test_names_are_stored_composed_and_a_byte_order_mark_is_no_heading(load):
    load(["36,province,Ti\u0309nh Nam Đi\u0323nh,,,"], [], encoding="utf-8-sig")

    assert Unit.objects.get(code="36").name == "Tỉnh Nam Định"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("6,province,Tỉnh Nam Định,,,", "cột code: “6” không phải mã của cấp tỉnh (giữ số 0 ở đầu)"),
        (
            "06,region,Vùng,,,",
            "cột level: “region” không dùng được; cần một trong: province, district, cluster, commune",
        ),
        ("06,province,,,,", "cột name: cần tên đơn vị, dài nhất 120 chữ"),
        ("06,province,Tỉnh,,1/7/2025,", "cột valid_from: “1/7/2025” không phải là ngày dạng 2025-07-01"),
        ("06,province,Tỉnh,,2025-07-01,2025-06-30", "ngày cuối (valid_to) trước ngày đầu (valid_from)"),
        ("06,province,Tỉnh,,", "có 5 cột, cần 6"),
        ("06,province,Tỉnh,37,,", "cột parent_code: đơn vị cấp tỉnh để trống"),
        ("999,district,Huyện,99,,", "cột parent_code: không có đơn vị cấp trên mang mã “99”"),
        (
            "99999,commune,Xã,36,2025-07-01,",
            "cột parent_code: không có đơn vị cấp trên mang mã “36” vào ngày 01/07/2025",
        ),
        ("37,province,Tỉnh Ninh Bình,,2026-01-01,", "mã 37 đã là của “Tỉnh Ninh Bình” (dòng 3) trong cùng thời gian"),
        ("99999,commune,Xã,37,2025-07-01,2026-12-31", "“Xã” kết thúc nhưng tệp thay đổi không ghi nhập vào đơn vị nào"),
    ],
)
def test_a_mistake_in_the_units_is_told_with_its_line_and_nothing_is_written(load, line, mistake):
    assert refused(load, [*UNITS, line]) == [f"units.csv, dòng 8: {mistake}"]
    assert Unit.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        (",merge,358,356,", "cột effective_on: cần ngày có hiệu lực"),
        ("2024-9-1,merge,358,356,", "cột effective_on: “2024-9-1” không phải là ngày dạng 2025-07-01"),
        ("2024-09-01,join,358,356,", "cột kind: “join” không dùng được; cần merge (nhập vào) hoặc split (chia ra)"),
        ("2024-09-01,split,358,37,-1", "cột communes_shared: “-1” không phải số xã"),
        ("2024-09-01,split,999,37,", "cột predecessor_code: ngày 31/08/2024 không có đơn vị mã “999”"),
        ("2025-07-01,merge,358,37,", "cột predecessor_code: ngày 30/06/2025 không có đơn vị mã “358”"),
        ("2024-09-01,split,358,13684,", "cột successor_code: ngày 01/09/2024 không có đơn vị mã “13684”"),
        (
            "2024-10-01,merge,356,37,",
            "“Thành phố Nam Định” (356) phải kết thúc ngày 30/09/2024 trong tệp đơn vị (dòng 4)",
        ),
        ("2024-09-01,merge,358,356,11", "“Huyện Mỹ Lộc” vào “Thành phố Nam Định” đã ghi ở dòng trên"),
    ],
)
def test_a_mistake_in_the_changes_is_told_with_its_line_and_nothing_is_written(load, line, mistake):
    assert refused(load, UNITS, [*CHANGES, line]) == [f"changes.csv, dòng 6: {mistake}"]
    assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_all_mistakes_are_told_at_once(load):
    told = refused(load, ["1,province,Tỉnh,,,", *UNITS, "2,province,,,,"])

    assert told == [
        "units.csv, dòng 2: cột code: “1” không phải mã của cấp tỉnh (giữ số 0 ở đầu)",
        "units.csv, dòng 9: cột code: “2” không phải mã của cấp tỉnh (giữ số 0 ở đầu)",
        "units.csv, dòng 9: cột name: cần tên đơn vị, dài nhất 120 chữ",
    ]


@pytest.mark.django_db
def test_a_code_that_the_portal_has_under_another_first_day_is_refused(load):
    load()

    told = refused(load, [line.replace("36,,2024-08-31", "36,2020-01-01,2024-08-31") for line in UNITS])

    assert told == ["units.csv, dòng 5: mã 358 trùng thời gian với “Huyện Mỹ Lộc” đã có trên cổng"]


@pytest.mark.django_db
def test_a_wrong_heading_and_a_wrong_encoding_are_told(load, tmp_path):
    (tmp_path / "other.csv").write_text("ma,ten\n", encoding="utf-8")
    with pytest.raises(CommandError, match=f"other.csv, dòng 1: hàng tiêu đề phải là: {UNIT_HEADINGS}"):
        call_command("load_units", units=tmp_path / "other.csv")
    with pytest.raises(CommandError, match=r"none\.csv, dòng 1: không đọc được tệp"):
        call_command("load_units", units=tmp_path / "none.csv")

    assert refused(load, encoding="utf-16") == ["units.csv, dòng 1: tệp không phải mã UTF-8"]


@pytest.mark.django_db
def test_a_quotation_mark_that_is_never_closed_is_told(load):
    (told,) = refused(load, [*UNITS, f'"06,province,Tỉnh {"x" * 140_000},,,'])

    assert told.startswith("units.csv, dòng 8: một ô quá dài")
