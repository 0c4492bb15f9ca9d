"""What may be set from outside, and what does each setting mean?

Every setting is an environment variable and stands in VARIABLES; docs/reference/settings.md is
printed from it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, what it means, and what holds without it."""

    name: str
    says: str
    default: str = ""


VARIABLES = (
    Variable("TRELLIS_MODE", "demo, production or test.", "demo"),
    Variable("TRELLIS_HOME", "Folder for the database, the lake, uploads and static files.", "var"),
    Variable("TRELLIS_SECRET_KEY", "Signs sessions and links; production: 50 characters or more."),
    Variable("TRELLIS_SECRET_KEY_FALLBACKS", "Older keys, separated by commas, while rotating."),
    Variable("TRELLIS_NOTES_KEY", "Seals coaching entries and private notes.", "the secret key"),
    Variable("TRELLIS_NOTES_KEY_FALLBACKS", "Older notes keys, by commas, while rotating."),
    Variable("TRELLIS_ALLOWED_HOSTS", "Names under which the site answers, by commas."),
    Variable("TRELLIS_ORIGINS", "Trusted origins of forms, with https://, by commas."),
    Variable("TRELLIS_BEHIND_PROXY", "How many trusted proxies stand in front.", "0"),
    Variable("DATABASE_URL", "The record: sqlite:/// or postgres://.", "sqlite in TRELLIS_HOME"),
    Variable("TRELLIS_LAKE", "Folder of the lake.", "lake in TRELLIS_HOME"),
    Variable("TRELLIS_TIME_ZONE", "The district's time zone.", "America/New_York"),
    Variable("TRELLIS_MAIL", "smtp://user:password@host:port, or console.", "console"),
    Variable(
        "TRELLIS_ADDRESS",
        "Where people find the site; links in mail begin with it.",
        "http://127.0.0.1:8000",
    ),
    Variable("TRELLIS_MAIL_FROM", "The sender of mail.", "trellis@localhost"),
    Variable("TRELLIS_OIDC_ISSUER", "Address of the district's OpenID Connect provider."),
    Variable("TRELLIS_OIDC_CLIENT_ID", "Client id at that provider."),
    Variable("TRELLIS_OIDC_SECRET", "Client secret at that provider."),
    Variable("TRELLIS_OIDC_NAME", "What the sign-in button calls it.", "District sign-in"),
    Variable("TRELLIS_DUCKDB_MEMORY", "Memory for one process's lake reads.", "1GB"),
)
_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


def get(name: str) -> str:
    """Return a variable that is listed above; an unlisted name is a mistake of ours."""
    return os.environ.get(name, _DEFAULTS[name])


def listed(name: str) -> list[str]:
    """Return a variable that holds several words separated by commas."""
    return [word.strip() for word in get(name).split(",") if word.strip()]


def home() -> Path:
    """Return the folder that holds everything this installation keeps."""
    return Path(get("TRELLIS_HOME")).expanduser().resolve()
