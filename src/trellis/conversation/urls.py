"""Which addresses belong to conversations? Streams come by the door in `live/door.py`."""

from django.urls import path

from trellis.conversation import (
    views,
    views_evidence,
    views_hints,
    views_join,
    views_live,
    views_meetings,
    views_plan,
    views_predictions,
    views_protocols,
    views_room,
)

urlpatterns = [
    path("conversations/", views.conversations, name="conversations"),
    path("conversations/plan/", views_plan.planning, name="conversation-plan"),
    path("conversations/protocols/", views_protocols.listed, name="protocols"),
    path("conversations/protocols/<slug:key>/", views_protocols.page, name="protocol"),
    path("conversations/protocols/<slug:key>/ours/", views_protocols.forked, name="protocol-ours"),
    path("conversations/protocols/<slug:key>/edit/", views_protocols.edited, name="protocol-edit"),
    path(
        "conversations/protocols/<slug:key>/published/",
        views_protocols.published,
        name="protocol-published",
    ),
    path("conversations/<int:pk>/", views.conversation, name="conversation"),
    path("conversations/<int:pk>/part/<slug:name>/", views_room.part, name="conversation-part"),
    path("conversations/<int:pk>/begun/", views_room.begun, name="conversation-start"),
    path("conversations/<int:pk>/step/", views_room.step, name="conversation-step"),
    path("conversations/<int:pk>/time/", views_room.time, name="conversation-time"),
    path("conversations/<int:pk>/closed/", views_room.closed, name="conversation-close"),
    path("conversations/<int:pk>/called-off/", views_plan.called_off, name="conversation-off"),
    path("conversations/<int:pk>/people/", views_plan.invited, name="conversation-invite"),
    path("conversations/<int:pk>/next/", views_meetings.next_one, name="conversation-next"),
    path("conversations/<int:pk>/earlier/", views_meetings.earlier, name="conversation-earlier"),
    path(
        "conversations/<int:pk>/presenter/", views_meetings.presenter, name="conversation-presenter"
    ),
    path("conversations/<int:pk>/notes/", views_room.notes, name="conversation-notes"),
    path("conversations/<int:pk>/notes/<int:note>/", views_room.note, name="conversation-note"),
    path(
        "conversations/<int:pk>/notes/<int:note>/compared/",
        views_room.compared,
        name="conversation-compare",
    ),
    path("conversations/<int:pk>/front/", views_evidence.in_front, name="conversation-front"),
    path("conversations/<int:pk>/ask/", views_evidence.ask, name="conversation-ask"),
    path("conversations/<int:pk>/asked/", views_evidence.asked, name="conversation-asked"),
    path(
        "conversations/<int:pk>/evidence/<int:finding>/then/",
        views_evidence.then,
        name="conversation-then",
    ),
    path("conversations/<int:pk>/parts/", views_live.part_given, name="conversation-parts"),
    path("conversations/<int:pk>/turn/", views_live.turn, name="conversation-turn"),
    path("conversations/<int:pk>/round/", views_live.another_round, name="conversation-round"),
    path(
        "conversations/<int:pk>/notes/<int:note>/shared/",
        views_live.shared,
        name="conversation-share",
    ),
    path("conversations/<int:pk>/shared/", views_live.all_shared, name="conversation-share-all"),
    path("conversations/<int:pk>/headings/", views_live.headings, name="conversation-headings"),
    path(
        "conversations/<int:pk>/headings/<int:heading>/",
        views_live.heading,
        name="conversation-heading",
    ),
    path(
        "conversations/<int:pk>/notes/<int:note>/heading/", views_live.put, name="conversation-put"
    ),
    path("conversations/<int:pk>/dots/", views_live.dots, name="conversation-dots"),
    path("conversations/<int:pk>/counted/", views_live.counted, name="conversation-count"),
    path("conversations/<int:pk>/door/", views_join.door, name="conversation-door"),
    path("conversations/<int:pk>/let-in/", views_join.let_in, name="conversation-let-in"),
    path("conversations/<int:pk>/shown-out/", views_join.shown_out, name="conversation-show-out"),
    path("conversations/hint-words/", views_hints.hint_words, name="hint-words"),
    path("join/", views_join.join, name="join"),
    path("join/<slug:code>/", views_join.join_code, name="join-code"),
    path("join/<slug:code>/guest/", views_join.join_as_guest, name="join-guest"),
    path("guest/<int:pk>/", views_join.guest_room, name="guest-room"),
    path("guest/<int:pk>/part/<slug:name>/", views_join.guest_part, name="guest-part"),
    path("conversations/calibration/", views_predictions.calibrated, name="calibration"),
    path(
        "conversations/notes/<int:pk>/figure/",
        views_predictions.which_figure,
        name="prediction-figure",
    ),
    path("live/<int:pk>/after/", views_room.after, name="live-after"),
    path("live/<int:pk>/notes/", views_room.notes_plain, name="live-notes"),
]
