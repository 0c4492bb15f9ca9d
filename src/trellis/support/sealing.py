"""How are words that belong to two people, or to one, kept so that the database can't tell them?

They are sealed (Fernet: AES-128-CBC with HMAC-SHA256) with a key that stands outside the database:
TRELLIS_NOTES_KEY, else the secret key. Older keys stay in TRELLIS_NOTES_KEY_FALLBACKS until
`trellis` has no more words under them.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

LOST = "These words can’t be opened: the key they were sealed with is not here any more."


def seal(words: str) -> str:
    """Return the words sealed; empty stays empty."""
    return _box().encrypt(words.encode()).decode() if words else ""


def unseal(sealed: str) -> str:
    """Return the words, or a sentence that says they can't be opened."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return LOST


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in settings.NOTES_KEYS])


def _derived(secret: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"trellis notes")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
