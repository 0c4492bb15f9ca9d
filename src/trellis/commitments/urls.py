"""Which addresses belong to promises?"""

from django.urls import path

from trellis.commitments import views

urlpatterns = [
    path("commitments/", views.mine, name="commitments"),
    path("commitments/<int:pk>/", views.commitment, name="commitment"),
    path("commitments/parts/<int:pk>/done/", views.done, name="part-done"),
    path("commitments/parts/<int:pk>/confirmed/", views.confirmed, name="part-confirmed"),
    path("commitments/parts/<int:pk>/not-yet/", views.not_yet, name="part-not-yet"),
    path("commitments/parts/<int:pk>/adapted/", views.adapted, name="part-adapted"),
    path("commitments/parts/<int:pk>/dropped/", views.dropped, name="part-dropped"),
    path("commitments/opening/<int:pk>/", views.opening, name="commitments-opening"),
    path(
        "commitments/in-conversation/<int:pk>/",
        views.in_conversation,
        name="commitments-in-conversation",
    ),
    path("commitments/no-action/<int:pk>/", views.no_action, name="no-action"),
]
