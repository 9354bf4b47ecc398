"""Settings, read from the environment (``TONGBAN_*``). Nothing secret stands here."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tongban"
STATE = Path(os.environ.get("TONGBAN_STATE_DIR", Path.cwd() / "var"))

MODE = os.environ.get("TONGBAN_MODE", "demo")  # demo | production
DEMO = MODE == "demo"
DEMO_CASES = int(os.environ.get("TONGBAN_DEMO_CASES", "3000"))  # the worker fills the demo city up to so many
DEBUG = os.environ.get("TONGBAN_DEBUG", "") == "1"
DEMO_SECRET = "a key for demonstrations only, refused in production"  # noqa: S105 (not a secret: doctor refuses it)
SECRET_KEY = os.environ.get("TONGBAN_SECRET_KEY", DEMO_SECRET if DEMO else "")
VAULT_KEYS = os.environ.get("TONGBAN_VAULT_KEYS", "demo:" + "11" * 32 if DEMO else "")
INDEX_KEY = os.environ.get("TONGBAN_INDEX_KEY", "22" * 32 if DEMO else "")  # finds encrypted values; never changes
ALLOWED_HOSTS = os.environ.get("TONGBAN_HOSTS", "localhost,127.0.0.1,[::1],testserver" if DEMO else "").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TONGBAN_ORIGINS", "").split(",") if o]
CRYPTO_SUITE = os.environ.get("TONGBAN_CRYPTO_SUITE", "intl")
REFUSE_SILENT_ACTIONS = DEBUG  # an action that changes rows and publishes nothing is a mistake

INSTALLED_APPS = [
    "tongban.portal",
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
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongban.server.middleware.NamedRequests",
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

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("TONGBAN_DATABASE_URL", f"sqlite:///{STATE / 'tongban.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    STATE.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["tongban.people.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
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
LIMITS_TIMES = int(os.environ.get("TONGBAN_LIMITS_TIMES", "1"))
