"""How does Django find this room?"""

from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "trellis.conversation"
    label = "conversation"
    default_auto_field = "django.db.models.BigAutoField"
