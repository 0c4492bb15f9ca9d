"""Which addresses belong to role cards, requests and the need index?"""

from django.urls import path

from trellis.support.views import asking, cards, desk, help_wanted, need, requests

urlpatterns = [
    path("support/", requests.support, name="support"),
    path("support/catalogue/", cards.catalogue, name="catalogue"),
    path("support/catalogue/new/", cards.new, name="card-new"),
    path("support/catalogue/front-desk/", cards.desk_choice, name="front-desk"),
    path("support/catalogue/<slug:key>/", cards.role_card, name="card"),
    path("support/catalogue/<slug:key>/edit/", cards.edit, name="card-edit"),
    path("support/ask/", asking.ask, name="ask"),
    path("support/ask/promise/", asking.promised, name="ask-promise"),
    path("support/promises/<int:pk>/help/", help_wanted.for_promise, name="promise-help"),
    path("support/desk/", desk.desk, name="desk"),
    path("support/need/", need.need, name="need"),
    path("schools/<slug:key>/requests/", requests.school_requests, name="school-requests"),
    path("support/requests/<int:pk>/", requests.support_request, name="support-request"),
    path("support/requests/<int:pk>/taken-up/", requests.taken_up, name="request-taken-up"),
    path("support/requests/<int:pk>/helpers/", requests.helpers, name="request-helpers"),
    path(
        "support/requests/<int:pk>/handed-over/", requests.handed_over, name="request-handed-over"
    ),
    path("support/requests/<int:pk>/also/", requests.also, name="request-also"),
    path("support/requests/<int:pk>/messages/", requests.written, name="request-messages"),
    path("support/requests/<int:pk>/helped/", requests.helped, name="request-helped"),
    path("support/requests/<int:pk>/closed/", requests.closed, name="request-closed"),
    path("support/requests/<int:pk>/not-yet/", requests.not_yet, name="request-not-yet"),
    path("support/requests/<int:pk>/reopened/", requests.reopened, name="request-reopened"),
    path("support/requests/<int:pk>/withdrawn/", requests.withdrawn, name="request-withdrawn"),
]
