"""The small site, and two people on it."""

import pytest

from portal.models import User

PASSWORD = "mot-mat-khau-rat-dai"


@pytest.fixture
def small_site(settings):
    """Serve only the portal's own addresses and a few small pages."""
    settings.ROOT_URLCONF = "tests.portal.small_site"
    settings.LOGIN_REDIRECT_URL = "pages:front"
    settings.NAVIGATION = [("pages:front", "Trang đầu"), ("pages:list", "Danh sách"), ("pages:accounts", "Tài khoản")]
    settings.ACCOUNT_MENU = [("portal:password-change", "Đổi mật khẩu"), ("admin:index", "Quản trị hệ thống")]
    settings.SAMPLE_DATABASE = False


@pytest.fixture
def clerk(db):
    """Has an account, and no power over others."""
    return User.objects.create_user("lan", password=PASSWORD, full_name="Nguyễn Thị Lan")


@pytest.fixture
def keeper(db):
    """Keeps the accounts: staff, not a superuser."""
    return User.objects.create_user("binh", password=PASSWORD, full_name="Ngô Văn Bình", is_staff=True)
