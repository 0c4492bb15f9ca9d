"""How does Django find this room?"""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "trellis.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
