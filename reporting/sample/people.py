"""Who works in the sample: the accounts that are shown, and the hands that wrote the years before."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from plans.choices import Role, UnitLevel
from plans.models import Agency, Seat, Unit
from portal.models import User

PASSWORD = "mau-2026-phu-nu"  # noqa: S105 - printed for everybody, and only in a sample database
NO_SIGN_IN = "!"
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)

FAMILY = ("Nguyễn Thị", "Trần Thị", "Lê Thị", "Phạm Thị", "Huỳnh Thị", "Võ Thị", "Đặng Thị", "Bùi Thị", "Đỗ Thị")
MIDDLE = ("Ngọc", "Thu", "Kim", "Thanh", "Bích", "Hồng", "Mỹ")
GIVEN = ("Lan", "Hoa", "Mai", "Hạnh", "Yến", "Thảo", "Nga", "Phượng", "Liên", "Tuyết", "Diễm")


@dataclass(frozen=True)
class Account:
    """One account that the sample shows: where it sits, and what a visitor sees with it."""

    username: str
    full_name: str
    role: Role
    place: str  # "province 86", "commune 28858", "country VN", or the code of an agency
    shows: str


def accounts(drafting: Unit, returned: Unit) -> list[Account]:
    """The accounts of the sample; `drafting` and `returned` are the communes whose forms are worth opening."""
    here, there = f"commune {drafting.code}", f"commune {returned.code}"
    return [
        Account("xa1.nhap", "Nguyễn Thị Diễm", Role.OFFICER, here, f"{drafting}: báo cáo đang nhập dở"),
        Account("xa1.chutich", "Lê Thị Kim Phượng", Role.HEAD, here, f"{drafting}: nhập, kiểm tra và nộp"),
        Account("xa2.nhap", "Trần Thị Mỹ Hạnh", Role.OFFICER, there, f"{returned}: báo cáo bị trả lại"),
        Account("xa2.chutich", "Võ Thị Thanh Nga", Role.HEAD, there, f"{returned}: sửa và nộp lại"),
        Account("vinhlong.duyet", "Huỳnh Thị Thu Yến", Role.REVIEWER, "province 86", "duyệt báo cáo, xem tiến độ"),
        Account("vinhlong.quantri", "Phạm Thị Hồng Liên", Role.ADMINISTRATOR, "province 86", "mở kỳ, đặt ngày, mở lại"),
        Account("vinhlong.nhap", "Đặng Thị Ngọc Mai", Role.HEAD, "province 86", "báo cáo phần của cấp tỉnh"),
        Account("vinhlong.ubnd", "Nguyễn Văn Phước", Role.READER, "province 86", "tiến độ và báo cáo, chỉ xem"),
        Account("lienminh", "Bùi Thị Bích Thảo", Role.HEAD, "lien-minh-htx-vinh-long", "báo cáo của Liên minh HTX"),
        Account("ninhbinh.duyet", "Trần Thị Thu Hoa", Role.REVIEWER, "province 37", "kế hoạch 2024 của Nam Định (cũ)"),
        Account("ninhbinh.quantri", "Đỗ Thị Hạnh", Role.ADMINISTRATOR, "province 37", "như trên, có quyền mở lại"),
        Account("trunguong", "Lê Thị Minh", Role.READER, "country VN", "tất cả các tỉnh, chỉ xem"),
        Account("hethong", "Ngô Văn Bình", Role.SYSTEM, "country VN", "tài khoản và vị trí, không xem số liệu"),
    ]


def seat_accounts(shown: list[Account]) -> None:
    """Create the accounts with one password and their seats."""
    password = make_password(PASSWORD)
    for account in shown:
        user = User.objects.create(
            username=account.username,
            full_name=account.full_name,
            password=password,
            is_staff=account.role == Role.SYSTEM,
            is_superuser=account.role == Role.SYSTEM,
        )
        Seat.objects.create(user=user, role=account.role, **_place(account.place))


def seat_writers(units: list[Unit]) -> dict[int, tuple[User, User]]:
    """An officer and a head for each unit, who cannot sign in: they wrote its reports. By the unit's key."""
    writers = {
        unit.pk: (
            User(username=f"nhap.{unit.pk}", full_name=_name(unit.code + "n"), password=NO_SIGN_IN),
            User(username=f"ky.{unit.pk}", full_name=_name(unit.code + "k"), password=NO_SIGN_IN),
        )
        for unit in units
    }
    User.objects.bulk_create([user for pair in writers.values() for user in pair])
    Seat.objects.bulk_create(
        [
            Seat(user=user, role=role, unit=unit, valid_to=unit.valid_to)
            for unit in units
            for user, role in zip(writers[unit.pk], (Role.OFFICER, Role.HEAD), strict=True)
        ]
    )
    return writers


def seat_former_province(code: str) -> dict[Role, User]:
    """The reviewer, administrator and head of a province that ended with its districts; they cannot sign in any more."""
    province = Unit.objects.get(level=UnitLevel.PROVINCE, code=code)
    people = {}
    for role in (Role.REVIEWER, Role.ADMINISTRATOR, Role.HEAD):
        people[role] = User.objects.create(username=f"{role}.{code}", full_name=_name(code + role), password=NO_SIGN_IN)
        Seat.objects.create(user=people[role], role=role, unit=province, valid_to=LAST_DAY_OF_DISTRICTS)
    return people


def at_the_time(agency: Agency, day: date) -> Agency:
    """The agency, or what carried it on, as it stood on a day."""
    while agency.successor_id and agency.valid_to and agency.valid_to < day:
        agency = agency.successor
    return agency


def head_of_agency(agency: Agency) -> User:
    """Who reports for an agency: its account where the sample shows one, else somebody who cannot sign in."""
    seat = agency.seats.filter(role=Role.HEAD).select_related("user").first()
    if seat is None:
        user = User.objects.create(username=f"ky.{agency.code}", full_name=_name(agency.code), password=NO_SIGN_IN)
        seat = Seat.objects.create(user=user, role=Role.HEAD, agency=agency, valid_to=agency.valid_to)
    return seat.user


def _place(text: str) -> dict:
    level, _, code = text.partition(" ")
    if not code:
        return {"agency": Agency.objects.get(code=text)}
    living = Unit.objects.filter(valid_to__isnull=True)
    return {"unit": living.get(level=level, code=code)}


def _name(seed: str) -> str:
    number = sum(ord(letter) * place for place, letter in enumerate(seed, start=7))
    return " ".join((FAMILY[number % len(FAMILY)], MIDDLE[number % len(MIDDLE)], GIVEN[number % len(GIVEN)]))
