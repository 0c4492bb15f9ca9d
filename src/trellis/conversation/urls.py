"""Which addresses belong to conversations? Streams come by the door in `live/door.py`."""

from django.urls import path

from trellis.conversation import views, views_plan, views_predictions, views_room

urlpatterns = [
    path("conversations/", views.conversations, name="conversations"),
    path("conversations/plan/", views_plan.planning, name="conversation-plan"),
    path("conversations/protocols/<slug:key>/", views.protocol_page, name="protocol"),
    path("conversations/<int:pk>/", views.conversation, name="conversation"),
    path("conversations/<int:pk>/part/<slug:name>/", views_room.part, name="conversation-part"),
    path("conversations/<int:pk>/begun/", views_room.begun, name="conversation-start"),
    path("conversations/<int:pk>/step/", views_room.step, name="conversation-step"),
    path("conversations/<int:pk>/time/", views_room.time, name="conversation-time"),
    path("conversations/<int:pk>/closed/", views_room.closed, name="conversation-close"),
    path("conversations/<int:pk>/called-off/", views_plan.called_off, name="conversation-off"),
    path("conversations/<int:pk>/people/", views_plan.invited, name="conversation-invite"),
    path("conversations/<int:pk>/notes/", views_room.notes, name="conversation-notes"),
    path("conversations/<int:pk>/notes/<int:note>/", views_room.note, name="conversation-note"),
    path(
        "conversations/<int:pk>/notes/<int:note>/compared/",
        views_room.compared,
        name="conversation-compare",
    ),
    path("conversations/calibration/", views_predictions.calibrated, name="calibration"),
    path(
        "conversations/notes/<int:pk>/figure/",
        views_predictions.which_figure,
        name="prediction-figure",
    ),
    path("live/<int:pk>/after/", views_room.after, name="live-after"),
]
