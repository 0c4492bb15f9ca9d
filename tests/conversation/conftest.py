"""Tests here may commit what they do: see `committed` where it is defined."""

from tests.support.conftest import committed, guarded_again

__all__ = ["committed", "guarded_again"]
