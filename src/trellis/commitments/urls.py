"""Which addresses belong to promises?"""

from django.urls import path

from trellis.commitments import views, views_goals, views_looking

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
    path("commitments/<int:pk>/goals/", views_goals.of_commitment, name="commitment-goals"),
    path("commitments/<int:pk>/looks/", views_looking.of_commitment, name="commitment-looks"),
    path("commitments/looks/<int:pk>/", views_looking.look, name="look"),
    path("commitments/looks/<int:pk>/now/", views_looking.now, name="look-now"),
    path("commitments/looks/<int:pk>/said/", views_looking.said, name="look-said"),
    path("goals/", views_goals.goals, name="goals"),
    path("goals/new/", views_goals.new, name="goal-new"),
    path("goals/<int:pk>/", views_goals.goal, name="goal"),
    path("goals/<int:pk>/above/", views_goals.serves, name="goal-above"),
    path("goals/<int:pk>/ended/", views_goals.ended, name="goal-ended"),
]
