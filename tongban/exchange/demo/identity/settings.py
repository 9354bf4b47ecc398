"""Settings of the demo identity provider: its own database, sessions and keys, in a folder of the state folder."""

from pathlib import Path

from tongban.exchange.demo.identity.keys import random_secret
from tongban.exchange.demo.identity.running import folder

PACKAGE = Path(__file__).resolve().parents[3]
FOLDER = folder()
FOLDER.mkdir(parents=True, exist_ok=True)
SECRET_KEY = random_secret(FOLDER)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
    "js_lib_bootstrap5",
]
MIDDLEWARE = [
    "tongban.exchange.demo.identity.views.MayBeDown",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tongban.exchange.demo.identity.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).with_name("templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "identity.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "/choose/"
IDP_OIDC_ADAPTER = "tongban.exchange.demo.identity.adapter.DemoProvider"
IDP_OIDC_RATE_LIMITS = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "identity-session", "identity-csrf"  # beside the platform's, on one host
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "ui/static"]
WHITENOISE_USE_FINDERS = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_TZ = True
