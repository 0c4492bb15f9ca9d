"""How does Django find this room, and is the trail still guarded?"""

from django.apps import AppConfig
from django.core.checks import Tags, register


class TrailConfig(AppConfig):
    name = "trellis.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trellis.trail.checks import guards_are_there  # noqa: PLC0415 - models must be loaded

        register(guards_are_there, Tags.database)
