"""Which addresses belong to files?"""

from django.urls import path

from trellis.intake import views, views_acts, views_mapping, views_positions

urlpatterns = [
    path("files/", views.files, name="files"),
    path("files/positions/", views_positions.positions, name="files-positions"),
    path("files/positions/confirm/", views_positions.confirm, name="files-confirm"),
    path("files/<int:pk>/", views.batch, name="batch"),
    path("files/<int:pk>/state/", views.state, name="batch-state"),
    path("files/<int:pk>/approved/", views_acts.approved, name="batch-approve"),
    path("files/<int:pk>/again/", views_acts.again, name="batch-again"),
    path("files/<int:pk>/habits/", views_acts.habits, name="batch-habits"),
    path("files/<int:pk>/discarded/", views_acts.discarded, name="batch-discard"),
    path("files/<int:pk>/problems.csv", views.problems, name="batch-problems"),
    path("files/<int:pk>/map/<int:file>/", views_mapping.columns, name="batch-map"),
]
