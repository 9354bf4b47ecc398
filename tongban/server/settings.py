"""Settings, read from the environment (``TONGBAN_*``). Nothing secret stands here."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from tongban.exchange.demo.identity.running import DEMO_SECRET as DEMO_IDENTITY_SECRET
from tongban.people.rules.factors import APPROVERS, OFFERED
from tongban.server.variables import given

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tongban"
STATE = Path.cwd() / given("TONGBAN_STATE_DIR")

MODE = given("TONGBAN_MODE")  # demo | production
DEMO = MODE == "demo"
DEMO_CASES = int(given("TONGBAN_DEMO_CASES"))  # the worker fills the demo city up to so many
DEBUG = given("TONGBAN_DEBUG") == "1"
DEMO_SECRET = "a key for demonstrations only, refused in production"  # noqa: S105 (not a secret: doctor refuses it)
SECRET_KEY = given("TONGBAN_SECRET_KEY") or (DEMO_SECRET if DEMO else "")
VAULT_KEYS = given("TONGBAN_VAULT_KEYS") or ("demo:" + "11" * 32 if DEMO else "")
INDEX_KEY = given("TONGBAN_INDEX_KEY") or ("22" * 32 if DEMO else "")  # finds encrypted values; never changes
DEMO_SEAL_KEY = (
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwPwvH/fFiUVo4aWw5Fvrs565adOfWms9S+EFhwAQAHWhRANCAARwQ7azcWRWwXBr"
    "eChhU1YrOB3aoBmdrZGNK8T3QGVWzbMF792YUsK+XhgQotb39GU/xKwIlXpBZkv5ugw4MyUq"
)
SEAL_KEY = given("TONGBAN_SEAL_KEY") or (DEMO_SEAL_KEY if DEMO else "")  # signs the seals of the journal
DEMO_PAYMENT_KEY = "what the demo platform signs its reports with"
PAYMENT_KEY = given("TONGBAN_PAYMENT_KEY") or (DEMO_PAYMENT_KEY if DEMO else "")  # shared with the payment platform
IDENTITY_ADDRESS = given("TONGBAN_IDENTITY_ADDRESS").rstrip("/")  # of the province's identity provider
IDENTITY_SECRET = given("TONGBAN_IDENTITY_SECRET") or (DEMO_IDENTITY_SECRET if DEMO else "")
CERTIFICATE_AUTHORITY = given("TONGBAN_CERTIFICATE_AUTHORITY") or (STATE / "certificates/ca.pem" if DEMO else "")
CERTIFICATE_REVOCATIONS = given("TONGBAN_CERTIFICATE_REVOCATIONS") or (
    STATE / "certificates/revoked.pem" if DEMO else ""
)
CERTIFICATE_PROXIES = [each for each in given("TONGBAN_CERTIFICATE_PROXIES").split(",") if each]
APPS_FOLDER = given("TONGBAN_APPS_FOLDER")  # public keys of apps whose people may enter
EXCHANGE_HOSTS = frozenset(filter(None, given("TONGBAN_EXCHANGE_HOSTS").split(",")))  # systems that may be called
PAYMENT_ADDRESS = given("TONGBAN_PAYMENT_ADDRESS") or ("/demo/cashier/{code}/" if DEMO else "")  # where one pays
WITNESS_FOLDER = given("TONGBAN_WITNESS_FOLDER")  # of somebody outside, who keeps what lies there
HAS_WITNESS = DEMO or bool(WITNESS_FOLDER)
SEAL_FORMER_KEYS = [name for name in given("TONGBAN_SEAL_FORMER_KEYS").split(",") if name]
DEMO_HOSTS = "localhost,127.0.0.1,[::1],testserver"
ALLOWED_HOSTS = (given("TONGBAN_HOSTS") or (DEMO_HOSTS if DEMO else "")).split(",")
CSRF_TRUSTED_ORIGINS = [o for o in given("TONGBAN_ORIGINS").split(",") if o]
CRYPTO_SUITE = given("TONGBAN_CRYPTO_SUITE")
REFUSE_SILENT_ACTIONS = DEBUG  # an action that changes rows and publishes nothing is a mistake

INSTALLED_APPS = [
    "tongban.portal",
    "tongban.bundles",
    "tongban.cases",
    "tongban.catalogue",
    "tongban.matters",
    "tongban.documents",
    "tongban.exchange",
    "tongban.windows",
    "tongban.calendars",
    "tongban.people",
    "tongban.ui",
    "tongban.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "js_lib_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongban.server.middleware.NamedRequests",
    "tongban.ui.middleware.GuardedAnswers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tongban.people.middleware.WhoIsHere",
    "tongban.people.middleware.KeepsOversteps",
    "django_htmx.middleware.HtmxMiddleware",
    "tongban.ui.middleware.RefusalsInWords",
]

ROOT_URLCONF = "tongban.server.urls"
WSGI_APPLICATION = "tongban.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LOCK_SECONDS = int(given("TONGBAN_LOCK_SECONDS"))  # nobody waits longer for what another holds
STATEMENT_SECONDS = int(given("TONGBAN_STATEMENT_SECONDS"))  # of one statement for a page (PostgreSQL)
IDLE_TRANSACTION_SECONDS = 60  # a process that froze within an act holds its locks no longer
OUR_DATABASES = "tongban.kernel.databases"
DATABASES = {
    "default": dj_database_url.parse(
        given("TONGBAN_DATABASE_URL") or f"sqlite:///{STATE / 'tongban.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
DATABASES["default"]["ENGINE"] = DATABASES["default"]["ENGINE"].replace("django.db.backends", OUR_DATABASES)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    STATE.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": LOCK_SECONDS,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,  # seconds
        "tcp_user_timeout": 20_000,  # milliseconds: a server that went away without a word
        "options": f"-c lock_timeout={LOCK_SECONDS}s"
        f" -c idle_in_transaction_session_timeout={IDLE_TRANSACTION_SECONDS}s",
        **DATABASES["default"].get("OPTIONS", {}),
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["tongban.people.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "tongban.people.backends.SeveralKindsOfCharacters"},
]
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_ADAPTER = "tongban.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "tongban.people.forms.PhoneForm",
    "confirm_login_code": "tongban.people.forms.CodeForm",
    "login": "tongban.people.forms.StaffSignInForm",
    "change_password": "tongban.people.forms.PasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300  # seconds
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = False  # attempts are counted in the database, which all processes share (people.rules.sign_in)
# Room for many people behind one address, where the limits of people.rules.rates are too narrow.
LIMITS_TIMES = int(given("TONGBAN_LIMITS_TIMES"))
ACCOUNT_SESSION_REMEMBER = False
LEVELS = dict(each.split("=", 1) for each in given("TONGBAN_LEVELS").split(",") if "=" in each)
SECOND_FACTOR = given("TONGBAN_SECOND_FACTOR") or (OFFERED if DEMO else APPROVERS)
DEMO_SECOND_FACTOR_OF = "mengtao"  # the demo login with a device
SECOND_FACTOR_OF = [
    name for name in (given("TONGBAN_SECOND_FACTOR_OF") or (DEMO_SECOND_FACTOR_OF if DEMO else "")).split(",") if name
]
MFA_ADAPTER = "tongban.people.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"authenticate": "tongban.people.forms.FactorCodeForm"}
SOCIALACCOUNT_ADAPTER = "tongban.people.provider.ProviderAdapter"
ALLAUTH_TRUSTED_PROXY_COUNT = int(given("TONGBAN_TRUSTED_PROXIES"))  # whose X-Forwarded-For is believed
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
CITY_NAMES = {
    "zh-hans": given("TONGBAN_CITY_NAME"),
    "en": given("TONGBAN_CITY_NAME_EN"),
}
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
WHITENOISE_USE_FINDERS = not STATIC_ROOT.exists()  # `tongban serve` collects and compresses them first
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
FILES_DIR = Path(given("TONGBAN_FILES_DIR") or STATE / "files")
FILE_LIMIT = int(given("TONGBAN_FILE_LIMIT_MB")) * 1024 * 1024  # of one file handed in
SHEET_MEMORY_MB = int(given("TONGBAN_SHEET_MEMORY_MB"))  # what reading one workbook may take
SHEET_SECONDS = int(given("TONGBAN_SHEET_SECONDS"))  # of computing, to read one workbook
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",  # small requests
    "tongban.documents.uploads.SealedUploadHandler",  # no large one lies in clear in a temporary folder
]
FONTS_DIR = given("TONGBAN_FONTS_DIR")  # more fonts for printed papers: rare characters, other scripts
PUBLIC_ADDRESS = given("TONGBAN_PUBLIC_ADDRESS")  # stands on printed papers
METRICS_TOKEN = given("TONGBAN_METRICS_TOKEN")  # empty: /metrics answers this machine alone

# In production only over HTTPS. A name with __Host- is one that no other host of the same domain can set.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
if not DEMO:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_AGE = 12 * 3600  # the longest day; idle sessions end earlier
SESSION_ENGINE = "tongban.people.sessions"
SESSION_SERIALIZER = "tongban.people.sessions.SealedSerializer"
SESSION_IDLE_MINUTES = {
    "staff": int(given("TONGBAN_STAFF_IDLE_MINUTES")),
    "citizen": int(given("TONGBAN_CITIZEN_IDLE_MINUTES")),
    "system": 0,
}
if ALLAUTH_TRUSTED_PROXY_COUNT:  # the proxy ends HTTPS and says so; without one nobody could
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = not DEMO
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]  # machines ask behind the proxy
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tongban.ui.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tongban.kernel.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
