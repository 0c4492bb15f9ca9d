"""How does Django find this room?"""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "trellis.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
