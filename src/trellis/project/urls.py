"""Which address leads to which room?"""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("trellis.support.urls")),
    path("", include("trellis.commitments.urls")),
    path("", include("trellis.conversation.urls")),
    path("", include("trellis.intake.urls")),
    path("", include("trellis.evidence.urls")),
    path("", include("trellis.notices.urls")),
    path("", include("trellis.home.urls")),
]

handler400 = "trellis.web.errors.bad_request"
handler403 = "trellis.web.errors.not_allowed"
handler404 = "trellis.web.errors.not_there"
handler500 = "trellis.web.errors.broken"
