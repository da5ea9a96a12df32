"""Settings of every installation. Data lives in ``LUOSHI_HOME`` (default: ``var`` in the current folder)."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from luoshi.settings.environment import database, flag, home, secret, words
from luoshi.settings.notices import *  # noqa: F403  # part of these settings
from luoshi.settings.sign_in import *  # noqa: F403  # part of these settings
from luoshi.settings.sign_in import FORM_TARGETS

PACKAGE = Path(__file__).resolve().parents[1]
HOME = home()
DEBUG = flag("LUOSHI_DEBUG")
SECRET_KEY = secret("LUOSHI_SECRET_KEY", "secret.key")
SUBJECT_MASTER_KEY = secret("LUOSHI_SUBJECT_MASTER_KEY", "subjects.key")  # wraps the keys of subjects (journal)
SUBJECT_MASTER_KEYS_OLD = words("LUOSHI_SUBJECT_MASTER_KEYS_OLD")  # replaced ones, until luoshi journal rewrap is done
JOURNAL_ALGORITHM = os.environ.get("LUOSHI_JOURNAL_ALGORITHM", "sha256")  # of new seals; or sm3
ALLOWED_HOSTS = words("LUOSHI_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("LUOSHI_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "axes",
    "luoshi.accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "luoshi.journal",
    "luoshi.files",
    "luoshi.jobs",
    "luoshi.units",
    "luoshi.parties",
    "luoshi.policies",
    "luoshi.tasks",
    "luoshi.notify",
    "luoshi.enactment",
    "luoshi.ui",
    "luoshi.console",
    "luoshi.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "luoshi.ui.middleware.LanguageMiddleware",
    "luoshi.accounts.middleware.GatewayMiddleware",
    "luoshi.accounts.middleware.SessionMiddleware",
    "luoshi.ui.middleware.ActorMiddleware",
    "luoshi.ui.middleware.PlainFieldsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "luoshi.settings.urls"
WSGI_APPLICATION = "luoshi.settings.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((PACKAGE / "console").glob("*/templates")),  # pages stand beside their views
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luoshi.ui.context.frame",
            ],
            "builtins": ["luoshi.ui.templatetags.words"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # forms are shown by the templates of the screens
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"  # collected by `luoshi migrate` and `luoshi serve`; without it the apps' own are served
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / ".collected").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
FILES_ROOT = HOME / "files"
ANCHORS_ROOT = HOME / "anchors"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "luoshi.files.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
NETWORK_LEVEL = "internal"  # the highest level of information this network may hold; every page says so

SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("LUOSHI_HTTPS")
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *FORM_TARGETS],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {  # faults go to standard error with their traceback; nothing personal is logged
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
