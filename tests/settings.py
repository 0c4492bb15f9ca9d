"""The settings of the tests: those of the product, in a folder of their own."""

import os
from pathlib import Path

_REPO = Path(__file__).resolve().parent.parent
os.environ["TRELLIS_MODE"] = "test"
os.environ.setdefault("TRELLIS_HOME", str(_REPO / "var" / "test"))
os.environ.setdefault("TRELLIS_SECRET_KEY", "only for tests " * 4)

from trellis.project.settings import *  # noqa: E402, F403

# Thirteen people a test: a slow hash would be most of the run.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
