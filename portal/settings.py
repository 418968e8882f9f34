"""One settings file. Every value from outside is read by name; what is missing in production stops the start."""

import os
from datetime import date
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = os.environ.get("DEBUG", "") == "1"
SAMPLE_DATABASE = os.environ.get("SAMPLE_DATABASE", "") == "1"
AT_A_DESK = DEBUG or SAMPLE_DATABASE

# A command needs no lasting key and gets one of its own; whoever serves people needs one (portal/wsgi.py insists).
# The fixed one exists only beside DEBUG or a sample database, so that a restart signs nobody out.
SECRET_KEY = os.environ.get("SECRET_KEY") or (
    "a-key-for-samples-and-tests-only" if AT_A_DESK else get_random_secret_key()
)
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

_FIRST_HOST = ALLOWED_HOSTS[0].lstrip(".")
# Where people find the portal, as links in e-mails and calendars name it.
PORTAL_ADDRESS = (
    os.environ.get("PORTAL_ADDRESS")
    or next(iter(CSRF_TRUSTED_ORIGINS), "")
    or (f"http://{_FIRST_HOST}:{os.environ.get('PORT', '8000')}" if AT_A_DESK else f"https://{_FIRST_HOST}")
).rstrip("/")

# "Hôm nay" of a sample database, so that its deadlines stay near; refused everywhere else.
SAMPLE_TODAY = date.fromisoformat(os.environ["SAMPLE_TODAY"]) if os.environ.get("SAMPLE_TODAY") else None
if SAMPLE_TODAY and not SAMPLE_DATABASE:
    raise ImproperlyConfigured("SAMPLE_TODAY fixes the calendar and works only with SAMPLE_DATABASE=1")

# When a submission reached us is what the proxy says in this header, where the request comes from one of these addresses
# (an address, a network like 10.0.0.0/8, or "unix" for a socket); without them, when this program first saw it.
ARRIVAL_HEADER = os.environ.get("ARRIVAL_HEADER", "")
TRUSTED_PROXIES = [proxy.strip() for proxy in os.environ.get("TRUSTED_PROXIES", "").split(",") if proxy.strip()]
# For how many minutes after a last day a submission still counts as on time. Shown on every round, and on the report.
DEADLINE_GRACE_MINUTES = int(os.environ.get("DEADLINE_GRACE_MINUTES") or 0)
# How many days before the units' last day a round of the year opens by itself.
ROUNDS_OPEN_DAYS_AHEAD = int(os.environ.get("ROUNDS_OPEN_DAYS_AHEAD") or 45)

INSTALLED_APPS = [
    "portal",
    "plans",
    "reporting",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "portal.static_files.TrimmedStaticFiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "portal.arrival.ArrivalNoted",
    "portal.middleware.SecurityHeaders",
    "portal.middleware.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.compression.PagesCompressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.SessionProlonged",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.AccessDecided",
    "portal.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.navigation.navigation",
            ],
        },
    },
]

SQLITE_OPTIONS = {
    # IMMEDIATE: a deferred transaction that turns into a writer loses against another one ("database is locked").
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    # FULL: what a user was told is saved survives a power cut.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;",
}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # A file, not memory: threads of a test share it.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATABASES['default']['NAME']}.test.sqlite3"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["portal.backends.OpenAccounts"]
LOGIN_URL = "portal:sign-in"
LOGIN_REDIRECT_URL = "reporting:home"
LOGOUT_REDIRECT_URL = "portal:sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.passwords.NotEasilyGuessed"},
]
# The link of "Quên mật khẩu" is good for an hour; the page answers after so many seconds, whoever asks for whomever.
PASSWORD_RESET_TIMEOUT = 60 * 60
PASSWORD_FORGOTTEN_SECONDS = 0.5

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "portal.formats"

NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", NODE_MODULES / "bootstrap/dist"),
    ("htmx", NODE_MODULES / "htmx.org/dist"),
    ("be-vietnam-pro", NODE_MODULES / "@fontsource/be-vietnam-pro/files"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if AT_A_DESK
        else "portal.static_files.LeanStaticFiles"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are read by nobody in production: collected (the manifest asks for them), not compressed.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "png", "webp", "zip", "gz", "br", "woff2", "map"]
# Nobody else's pages load them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Without a collected folder (development, sample) files are served from where they lie.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = AT_A_DESK
# What people hand in lies outside of all that is served as static; only views that ask who it is give it out.
MEDIA_ROOT = os.environ.get("MEDIA_ROOT") or str(VAR_DIR / "files")
FILE_UPLOAD_PERMISSIONS = 0o640
# The four whole faces of the printed documents (Times New Roman metrics, every Vietnamese letter).
DOCUMENT_FONTS = NODE_MODULES / "@expo-google-fonts/tinos"

# The mail server. Without one, e-mails are kept unsent and people find their notices in the portal.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_SECURITY = os.environ.get("EMAIL_SECURITY", "starttls")
if EMAIL_SECURITY not in {"starttls", "ssl", "none"}:
    raise ImproperlyConfigured("EMAIL_SECURITY is one of: starttls, ssl, none")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "ssl"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or {"starttls": 587, "ssl": 465, "none": 25}[EMAIL_SECURITY])
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
# Seconds for each word with the server: one that hangs is left, and tried again later.
EMAIL_TIMEOUT = float(os.environ.get("EMAIL_TIMEOUT", "20"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", "")
if EMAIL_HOST and not DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("EMAIL_FROM must be set beside EMAIL_HOST: the address that the portal writes from")

# What runs in the background stands as a row in the database until a worker (`manage.py work`) takes it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

SESSION_ENGINE = "portal.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if not AT_A_DESK:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    # The watcher asks on this machine, without https.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
# HSTS for subdomains and preloading (W005, W021) bind the whole domain, which is not the portal's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The largest form: 40 indicators x 8 parts x (value, answer, reason, remark) stays below this.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
# Without the files: the longest texts of a form. With them: five files of 20 MB and a form around.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
LARGEST_BODY = 110 * 1024 * 1024

# What the bar on top offers, in this order: an address's name and its words. Who sees an entry is said by its view alone.
NAVIGATION = [
    ("reporting:home", "Việc cần làm"),
    ("reporting:round-list", "Kỳ báo cáo"),
    ("reporting:review-queue", "Duyệt báo cáo"),
    ("reporting:dashboard-list", "Tiến độ"),
    ("reporting:task-board", "Nhiệm vụ"),
    ("plans:plan-list", "Kế hoạch"),
    ("plans:draft-list", "Bàn kế hoạch"),
    ("reporting:staff-list", "Nhân sự"),
]
# The menu below the person's name, above "Đăng xuất".
ACCOUNT_MENU = [
    ("portal:notice-list", "Thông báo"),
    ("reporting:my-calendar", "Lịch của tôi"),
    ("portal:account", "Tài khoản của tôi"),
    ("portal:password-change", "Đổi mật khẩu"),
    ("reporting:audit-list", "Nhật ký"),
    ("admin:index", "Quản trị hệ thống"),
]

# Errors with their traceback go to standard error, where whoever runs the portal looks (also without DEBUG).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
