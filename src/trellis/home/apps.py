"""How does Django find this room?"""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "trellis.home"
    label = "home"
