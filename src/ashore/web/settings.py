"""Django's settings, built in code: for one person on one machine, or for a team behind a proxy.

Both modes have the same apps, tables and pages; they differ in who may come in and in how strictly
the connection is guarded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from ashore.words import BadInput, Text

__all__ = ["Site", "database_of", "settings_of"]

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
SQLITE_FILE = "cases.sqlite3"
DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What differs from one installation to the next.

    Attributes:
        folder: where SQLite and the keys are.
        secret: signs cookies; at least 50 letters.
        team: accounts, organisations and roles; else one person without an account.
        database: a URL (postgresql://user:password@host:port/name), or "" for SQLite.
        hosts: the names under which a team's site is reached.
        key: what one person's first address holds (see `door`); "" lets nobody in.
    """

    folder: Path
    secret: str
    team: bool = False
    database: str = ""
    hosts: Sequence[str] = ()
    key: str = field(default="", repr=False)


def settings_of(site: Site) -> dict[str, object]:
    """Return the settings of a site, ready for `django.conf.settings.configure`.

    Raises:
        BadInput: the address of the database cannot be used.
    """
    package = Path(__file__).parent
    return {
        "ALLOWED_HOSTS": [*site.hosts, *LOCAL_HOSTS],
        "ASHORE_FOLDER": site.folder,
        "ASHORE_KEY": site.key,
        "ASHORE_TEAM": site.team,
        "AUTH_PASSWORD_VALIDATORS": [{"NAME": f"{_PASSWORDS}.{name}"} for name in _VALIDATORS],
        "DATABASES": {"default": database_of(site)},
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_500_000,
        "DEBUG": False,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 25_000_000,
        "FORM_RENDERER": "django.forms.renderers.DjangoTemplates",
        "INSTALLED_APPS": _APPS,
        "LANGUAGE_CODE": "zh-hans",
        "LANGUAGES": [("zh-hans", "简体中文"), ("en", "English")],
        "LOGGING": _LOGGING,
        "LOGIN_URL": "/team/in/",
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "MIDDLEWARE": _MIDDLEWARE,
        "OTP_TOTP_ISSUER": "notes",
        "PASSWORD_HASHERS": [
            "django.contrib.auth.hashers.ScryptPasswordHasher",
            "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        ],
        "ROOT_URLCONF": "ashore.web.urls",
        "SECRET_KEY": site.secret,
        "STATIC_URL": "/static/",
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "ashore.web.assets.Hashed"},
        },
        "TEMPLATES": [_templates(package)],
        "TIME_ZONE": "Asia/Shanghai",
        "USE_TZ": True,
        "WHITENOISE_ROOT": None,
        "WHITENOISE_USE_FINDERS": True,
        **_guards(team=site.team),
    }


def _templates(package: Path) -> dict[str, object]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [package / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ashore.web.context.page",
            ],
            "builtins": ["ashore.web.templatetags.said", "django.templatetags.static"],
            "libraries": {},
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
            "string_if_invalid": "",
        },
    }


def _guards(*, team: bool) -> dict[str, object]:
    """Return what guards cookies and the connection; a loopback address has no certificate."""
    return {
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_SECURE": team,
        "CSRF_FAILURE_VIEW": "ashore.web.views.pages.stale",
        "CSRF_USE_SESSIONS": True,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": team,
        "SECURE_HSTS_PRELOAD": team,
        "SECURE_HSTS_SECONDS": 365 * DAY if team else 0,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if team else None,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_SSL_REDIRECT": team,
        "SESSION_COOKIE_AGE": DAY // 2 if team else 90 * DAY,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "notes",
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_SECURE": team,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "X_FRAME_OPTIONS": "DENY",
    }


_PASSWORDS = "django.contrib.auth.password_validation"
_VALIDATORS = (
    "UserAttributeSimilarityValidator",
    "MinimumLengthValidator",
    "CommonPasswordValidator",
    "NumericPasswordValidator",
)
_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "ashore.web.apps.WebConfig",
]
_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ashore.web.turns.in_turn",
    "ashore.web.middleware.guarded",
    "django.middleware.gzip.GZipMiddleware",
    "ashore.web.door.door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ashore.web.middleware.spoken",
    "ashore.web.middleware.Admitted",
    "ashore.web.middleware.Told",
]
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # A path holds a case's number, a message may hold what somebody typed: neither is logged.
    "formatters": {"bare": {"()": "ashore.web.logs.Bare"}},
    "handlers": {
        "screen": {"class": "logging.StreamHandler", "level": "WARNING", "formatter": "bare"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django.request": {"handlers": ["screen"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "waitress": {"handlers": ["screen"], "level": "ERROR", "propagate": False},
    },
}


# -- the database ---------------------------------------------------------------------------------


def database_of(site: Site) -> dict[str, object]:
    """Return where the tables are: SQLite in the folder, or what the URL names.

    Raises:
        BadInput: the URL is not one of PostgreSQL's.
    """
    if not site.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": site.folder / SQLITE_FILE,
            "CONN_MAX_AGE": None,  # a thread keeps its own: opening one costs more than most pages
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # Full: what was said to be saved survives a lost current. Erased means overwritten.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;",
            },
        }
    url = urlsplit(site.database)
    name = unquote(url.path.lstrip("/"))
    if url.scheme not in {"postgres", "postgresql"} or not name:
        raise BadInput(
            where="ASHORE_DATABASE",
            what=Text("数据库地址用不了", "the address of the database cannot be used"),
            expected=Text(
                "postgresql://用户:密码@主机:端口/库名", "postgresql://user:password@host:port/name"
            ),
            do=Text("照这个样子写；不设就用本机的 SQLite", "write it so; unset, SQLite is used"),
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(url.query)),
    }
