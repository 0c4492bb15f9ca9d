"""How does Django find this room?"""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "trellis.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trellis.commitments.closing import ask_before_closing  # noqa: PLC0415 - apps first

        ask_before_closing()
