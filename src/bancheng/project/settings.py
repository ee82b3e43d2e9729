"""Django settings, all of them from `environment.read()`; nothing is configured by editing this file."""

from __future__ import annotations

from pathlib import Path

import dj_database_url

from bancheng.ground import crypto
from bancheng.ground.law import file_clock, install_clock
from bancheng.project import environment

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parents[1]
BANCHENG_MODE = ENVIRONMENT.mode
BANCHENG_DATA_DIR = ENVIRONMENT.data_dir
BANCHENG_DOORS = ENVIRONMENT.doors
BANCHENG_SMS = ENVIRONMENT.sms
BANCHENG_BASE_REGISTERS = ENVIRONMENT.base_registers
BANCHENG_CREDIT = ENVIRONMENT.credit
BANCHENG_WECHAT = ENVIRONMENT.wechat
BANCHENG_VIRUS_SCAN = ENVIRONMENT.virus_scan
BANCHENG_VIRUS_SCAN_DOWN = ENVIRONMENT.virus_scan_down
BANCHENG_CLAMD = ENVIRONMENT.clamd
BANCHENG_PUBLIC_URL = ENVIRONMENT.public_url

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)

SECRET_KEY_FALLBACKS = list(ENVIRONMENT.old_secret_keys)
crypto.install(data_dir=BANCHENG_DATA_DIR, secret=SECRET_KEY, old_secrets=ENVIRONMENT.old_secret_keys)
install_clock(file_clock(ENVIRONMENT.now_file) if ENVIRONMENT.now_file else None)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "ninja",
    "bancheng.ground.access",
    "bancheng.ground.journal",
    "bancheng.ground.jobs",
    "bancheng.registers.organisations",
    "bancheng.registers.identity",
    "bancheng.registers.messages",
    "bancheng.registers.duties",
    "bancheng.registers.catalog",
    "bancheng.registers.lists",
    "bancheng.registers.exchange",
    "bancheng.registers.documents",
    "bancheng.registers.licences",
    "bancheng.registers.payments",
    "bancheng.casework.cases",
    "bancheng.casework.bundles",
    "bancheng.casework.projects",
    "bancheng.frontline.inquiries",
    "bancheng.frontline.ratings",
    "bancheng.oversight.supervision",
    "bancheng.doors.frame",
    "bancheng.doors.portal",
    "bancheng.doors.workbench",
    "bancheng.doors.kiosk",
    "bancheng.doors.openapi",
    "bancheng.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bancheng.doors.frame.middleware.frame",
]

ROOT_URLCONF = "bancheng.project.urls"
WSGI_APPLICATION = "bancheng.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bancheng.doors.frame.context.frame",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "bancheng.doors.frame.templatetags.frame",
            ],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # Reading through the memory map spares a copy of every page that the cache does not hold.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; "
        "PRAGMA mmap_size=1073741824;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["bancheng.registers.identity.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "portal:login"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [PACKAGE / "project" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = BANCHENG_DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "bancheng.doors.frame.finders.FrontEndFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_AGE = 4 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bancheng.doors.frame.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31536000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "bancheng.project.logs.Scrub"}},
    "formatters": {"line": {"()": "bancheng.project.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["scrub"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
