"""How is the site put together, from environment variables only?"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from trellis.project import env

MODE = env.get("TRELLIS_MODE")
if MODE not in {"demo", "production", "test"}:
    raise ImproperlyConfigured(f"TRELLIS_MODE is {MODE!r}; it can be demo, production or test.")
PRODUCTION = MODE == "production"
HOME = env.home()
HOME.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    given = env.get("TRELLIS_SECRET_KEY")
    if given and (len(given) >= 50 or not PRODUCTION):
        return given
    if PRODUCTION:
        raise ImproperlyConfigured(
            "TRELLIS_SECRET_KEY is missing or shorter than 50 characters; production will not "
            "start without it. Make one with: python -c 'import secrets; "
            "print(secrets.token_urlsafe(60))'"
        )
    kept = HOME / "secret-key"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(60))
        kept.chmod(0o600)
    return kept.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.listed("TRELLIS_SECRET_KEY_FALLBACKS")
_notes_key = env.get("TRELLIS_NOTES_KEY")
NOTES_KEYS = [SECRET_KEY if _notes_key == "the secret key" else _notes_key]
NOTES_KEYS += [*env.listed("TRELLIS_NOTES_KEY_FALLBACKS"), *SECRET_KEY_FALLBACKS]
ALLOWED_HOSTS = env.listed("TRELLIS_ALLOWED_HOSTS")
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "TRELLIS_ALLOWED_HOSTS is empty; production will not start before it names the hosts, "
        "for example trellis.example.org."
    )
if not PRODUCTION:
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]
CSRF_TRUSTED_ORIGINS = env.listed("TRELLIS_ORIGINS")
DEBUG = False
DEMO = MODE == "demo"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "trellis.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "trellis.district",
    "trellis.trail",
    "trellis.access",
    "trellis.notices",
    "trellis.evidence",
    "trellis.intake",
    "trellis.conversation",
    "trellis.commitments",
    "trellis.support",
    "trellis.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "trellis.web.middleware.SessionAge",
    "trellis.access.reading.OneReading",
    "trellis.web.middleware.NotStored",
    "trellis.web.middleware.SayErrors",
]

ROOT_URLCONF = "trellis.project.urls"
ASGI_APPLICATION = "trellis.project.asgi.application"
AUTH_USER_MODEL = "district.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trellis.project.menu.frame",
            ],
            "builtins": ["trellis.web.templatetags.words"],
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env.get("DATABASE_URL")
        if "://" in env.get("DATABASE_URL")
        else f"sqlite:///{HOME / 'record.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "trellis.project.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    }
    # A file, not memory: threads and the live door open connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test-record.sqlite3")}
else:
    # Under ASGI every request has a thread of its own: without a pool each opens a connection.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 2, "max_size": 32}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

LAKE = env.get("TRELLIS_LAKE")
LAKE = LAKE if "/" in LAKE else str(HOME / "lake")
UPLOADS = HOME / "uploads"
DUCKDB_MEMORY = env.get("TRELLIS_DUCKDB_MEMORY")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.get("TRELLIS_TIME_ZONE")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE == "test"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

ACCOUNT_ADAPTER = "trellis.web.sign_in.ClosedAccounts"
SOCIALACCOUNT_ADAPTER = "trellis.web.sign_in.ClosedSocialAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/300s/key"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.get("TRELLIS_BEHIND_PROXY"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_AUTO_SIGNUP = True
OIDC = bool(env.get("TRELLIS_OIDC_ISSUER"))
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "district",
                "name": env.get("TRELLIS_OIDC_NAME"),
                "client_id": env.get("TRELLIS_OIDC_CLIENT_ID"),
                "secret": env.get("TRELLIS_OIDC_SECRET"),
                "settings": {"server_url": env.get("TRELLIS_OIDC_ISSUER")},
            }
        ]
        if OIDC
        else [],
    }
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_IDLE_SECONDS = int(timedelta(minutes=30).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([env.get("TRELLIS_OIDC_ISSUER")] if OIDC else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

_mail = urlsplit(env.get("TRELLIS_MAIL"))
ADDRESS = env.get("TRELLIS_ADDRESS").rstrip("/")
DEFAULT_FROM_EMAIL = env.get("TRELLIS_MAIL_FROM")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if _mail.scheme in {"smtp", "smtps"}:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["screen"], "level": "WARNING"},
    "loggers": {"trellis": {"level": "INFO"}},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
SILENCED_SYSTEM_CHECKS: list[str] = []
