"""How does Django find this room?"""

from django.apps import AppConfig


class DistrictConfig(AppConfig):
    name = "trellis.district"
    label = "district"
    default_auto_field = "django.db.models.BigAutoField"
