"""The one settings file.  Every value comes from an environment variable or is the same everywhere.

``GONGPING_ENV`` is ``development`` (the default: ``make demo``, ``make test``) or ``production``, which starts only
with ``SECRET_KEY``, ``DATABASE_URL``, ``REDIS_URL`` and ``ALLOWED_HOSTS`` set.  All variables: docs/operations.md.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from procurement import environment
from procurement.local.layout import default_layout

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = default_layout()

_env = os.environ
GONGPING_ENV = _env.get("GONGPING_ENV", "development")
if GONGPING_ENV not in ("development", "production"):
    raise ImproperlyConfigured(f"GONGPING_ENV: found {GONGPING_ENV!r}, expected development or production")
PRODUCTION = GONGPING_ENV == "production"
if PRODUCTION and (_problems := environment.production_problems(_env)):
    raise ImproperlyConfigured("the production environment is not complete:\n  " + "\n  ".join(_problems))

# --- security -------------------------------------------------------------------------------------------------------
SECRET_KEY = _env.get("SECRET_KEY") or environment.development_secret(LOCAL.root)
SECRET_KEY_FALLBACKS = environment.words(
    _env.get("SECRET_KEY_FALLBACKS", "")
)  # while a key is being replaced
DEBUG = not PRODUCTION and environment.flag(_env, "GONGPING_DEBUG", default=False)
ALLOWED_HOSTS = environment.words(_env.get("ALLOWED_HOSTS", "")) or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = environment.words(_env.get("CSRF_TRUSTED_ORIGINS", ""))
GONGPING_DEMO = not PRODUCTION and environment.flag(
    _env, "GONGPING_DEMO", default=False
)  # sample people as buttons
GONGPING_DEMO_PASSWORD = _env.get("GONGPING_DEMO_PASSWORD", "gongping-demo")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; an evaluation room's computer is shared
SESSION_COOKIE_NAME = "gongping_session"
SECURE_SSL_REDIRECT = PRODUCTION and environment.flag(_env, "SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = environment.number(_env, "SECURE_HSTS_SECONDS", default=31_536_000) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if environment.flag(_env, "BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- the parts ------------------------------------------------------------------------------------------------------
ROOT_URLCONF = "procurement.urls"
WSGI_APPLICATION = "procurement.wsgi.application"
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

ROOMS = [
    "procurement.files",
    "procurement.people",
    "procurement.ledger",
    "procurement.jobs",
    "procurement.suppliers",
    "procurement.tenders",
    "procurement.bids",
    "procurement.upkeep",
    "evaluation.reading",
    "evaluation.evidence",
    "evaluation.scoring",
    "evaluation.collusion",
    "evaluation.panel",
    "evaluation.ranking",
    "evaluation.committee",
    "evaluation.reporting",
    "evaluation.policies",
    "evaluation.library",
    "evaluation.search",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "django_include_bootstrap",
    *ROOMS,
    "procurement.catalogue",
    "procurement.local",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "procurement.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "procurement.middleware.FollowedForm",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- data -----------------------------------------------------------------------------------------------------------
# Without DATABASE_URL the last known private server is meant; a command that needs it has started it by now.
_known = None if _env.get("DATABASE_URL") and _env.get("REDIS_URL") else LOCAL.read()
_nobody = "127.0.0.1:1"  # nothing listens there: commands that need no server never ask
DATABASE_URL = _env.get("DATABASE_URL") or (
    _known.database_url if _known else f"postgresql://{_nobody}/gongping"
)
REDIS_URL = _env.get("REDIS_URL") or (_known.redis_url if _known else f"redis://{_nobody}/0")
try:
    DATABASES = {
        "default": {
            **environment.database(DATABASE_URL),
            "CONN_MAX_AGE": environment.number(_env, "DATABASE_CONNECTION_AGE", default=60),
            "CONN_HEALTH_CHECKS": True,
            "TEST": {"NAME": _env.get("GONGPING_TEST_DATABASE")},
        }
    }
except environment.ConfigurationError as _error:
    raise ImproperlyConfigured(str(_error)) from _error
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "gongping",
    }
}
MEDIA_ROOT = Path(_env.get("MEDIA_ROOT") or LOCAL.root / "media")
BACKUP_MARK = (
    Path(_env["BACKUP_MARK"]) if _env.get("BACKUP_MARK") else None
)  # touched by a backup that succeeded
# Bids are never served as files; views check who may see them first.  Django wants an address all the same.
MEDIA_URL = "/never-served/"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_PERMISSIONS = 0o640

# --- tasks ----------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# An unacknowledged task is given out again after this time.  It is longer than any task runs; what a killed worker
# leaves behind is found sooner, by procurement.celery when the next worker starts.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 2 * 60 * 60, "global_keyprefix": "gongping:"}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True  # progress and outcome of a job are rows of procurement.jobs
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Shanghai"
READING_WORKERS = environment.number(
    _env, "READING_WORKERS", default=0
)  # documents read at once; 0: as many as cores

# --- language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
# Only production collects; elsewhere the files are served from where they lie.
STATIC_ROOT = Path(_env.get("STATIC_ROOT") or LOCAL.root / "static") if PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "procurement" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

# --- logging --------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "procurement.logs.RefusalsWithoutTraceback"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "loggers": {"pikepdf": {"level": "WARNING"}},  # announces itself at every start
    "root": {"handlers": ["console"], "level": _env.get("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W021"
]  # the preload list is for the public web; this runs in closed networks
