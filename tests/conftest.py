"""The people and the small world that tests live in: four districts of Nam Định in 2024, and who works there."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management.commands import flush
from django.db import connections

from plans.choices import AgencyKind, Role, UnitLevel
from portal.append_only import guarded_tables, lift
from reporting.questionnaire import forget_questionnaires
from tests.builders import make_agency, make_change, make_country, make_seat, make_unit, make_user

EMPTY_THE_TABLES = flush.Command.handle


def lift_and_flush(self, **options):
    """Django empties the tables after a test with transactions of its own: also those that refuse it, which `migrate` and
    `flush` guard anew."""
    for table in guarded_tables():
        lift(connections[options["database"]], table)
    EMPTY_THE_TABLES(self, **options)


flush.Command.handle = lift_and_flush


@pytest.fixture(autouse=True)
def nothing_kept():
    """Tests write to the plans' tables by themselves, and take it back: what an earlier one left in memory is not theirs."""
    forget_questionnaires()


@pytest.fixture
def on_day(settings):
    """Let the portal's clock stand still on a day: `on_day(date(2024, 6, 10))`."""

    def stand_still(day):
        settings.SAMPLE_DATABASE = True
        settings.SAMPLE_TODAY = day

    return stand_still


@pytest.fixture
def world(db):
    """Nam Định with four districts (Mỹ Lộc merges into the city on 1/9/2024), and Ninh Bình, into which it goes in 2025."""
    country = make_country()
    ninh_binh = make_unit("Tỉnh Ninh Bình", UnitLevel.PROVINCE, code="37", parent=country)
    nam_dinh = make_unit("Tỉnh Nam Định", UnitLevel.PROVINCE, code="36", parent=country, valid_to=date(2025, 6, 30))
    make_change(nam_dinh, ninh_binh, on=date(2025, 7, 1))
    ends = {"parent": nam_dinh, "valid_to": date(2025, 6, 30)}
    city = make_unit("Thành phố Nam Định", code="356", **ends)
    my_loc = make_unit("Huyện Mỹ Lộc", code="358", parent=nam_dinh, valid_to=date(2024, 8, 31))
    y_yen = make_unit("Huyện Ý Yên", code="360", **ends)
    hai_hau = make_unit("Huyện Hải Hậu", code="366", **ends)
    make_change(my_loc, city, on=date(2024, 9, 1))
    successors = {}
    for district, communes in {
        city: [("Phường Nam Định", "13684")],
        y_yen: [("Xã Ý Yên", "13795"), ("Xã Vũ Dương", "13807")],
        hai_hau: [("Xã Hải Hậu", "14215"), ("Xã Hải Anh", "14218")],
    }.items():
        for name, code in communes:
            commune = make_unit(name, UnitLevel.COMMUNE, code=code, parent=ninh_binh, valid_from=date(2025, 7, 1))
            make_change(district, commune, on=date(2025, 7, 1))
            successors[name] = commune
    return SimpleNamespace(
        country=country,
        ninh_binh=ninh_binh,
        nam_dinh=nam_dinh,
        city=city,
        my_loc=my_loc,
        y_yen=y_yen,
        hai_hau=hai_hau,
        communes=successors,
        union=make_agency("Hội LHPN tỉnh Nam Định", unit=nam_dinh, kind=AgencyKind.UNION, code="hoi-lhpn-nam-dinh"),
        alliance=make_agency(
            "Liên minh HTX tỉnh Nam Định",
            unit=nam_dinh,
            kind=AgencyKind.COOPERATIVE_ALLIANCE,
            code="lien-minh-htx-nam-dinh",
        ),
    )


def _person(username, full_name, role, **place):
    user = make_user(username, full_name, is_staff=role == Role.SYSTEM)
    make_seat(user, role, **place)
    return user


@pytest.fixture
def hai_hau_officer(world):
    """Types Hải Hậu's figures on a shared PC."""
    return _person("hai-hau-nhap", "Nguyễn Thị Lan", Role.OFFICER, unit=world.hai_hau)


@pytest.fixture
def hai_hau_head(world):
    """Chairs Hải Hậu's Union: her submission binds the district."""
    return _person("hai-hau-ky", "Trần Thị Hoa", Role.HEAD, unit=world.hai_hau)


@pytest.fixture
def y_yen_officer(world):
    """Types Ý Yên's figures, and must never see what Hải Hậu writes."""
    return _person("y-yen-nhap", "Phạm Thị Mai", Role.OFFICER, unit=world.y_yen)


@pytest.fixture
def province_reviewer(world):
    """Reads and judges the districts' reports at the province's Union."""
    return _person("tinh-duyet", "Lê Thị Thu", Role.REVIEWER, unit=world.nam_dinh)


@pytest.fixture
def province_administrator(world):
    """Opens rounds, sets days, reopens reports."""
    return _person("tinh-quan-tri", "Đỗ Thị Hạnh", Role.ADMINISTRATOR, unit=world.nam_dinh)


@pytest.fixture
def people_committee_reader(world):
    """Reads accepted figures at the province's People's Committee."""
    return _person("ubnd-xem", "Vũ Văn Nam", Role.READER, unit=world.nam_dinh)


@pytest.fixture
def central_reader(world):
    """Reads everything from the central Union."""
    return _person("tw-xem", "Bùi Thị Minh", Role.READER, unit=world.country)


@pytest.fixture
def alliance_officer(world):
    """Reports the part of the Cooperative Alliance."""
    return _person("lien-minh", "Hoàng Thị Yến", Role.HEAD, agency=world.alliance)


@pytest.fixture
def system_administrator(world):
    """Looks after accounts and sees no figures."""
    return _person("he-thong", "Ngô Văn Bình", Role.SYSTEM, unit=world.country)


@pytest.fixture
def stranger(world):
    """Has an account and no seat."""
    return make_user("khach", "Người Lạ")
