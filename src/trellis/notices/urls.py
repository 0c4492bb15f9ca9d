"""Which addresses belong to notices?"""

from django.urls import path

from trellis.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/<int:pk>/", views.opened, name="notice"),
    path("notices/read/", views.all_read, name="notices-read"),
    path("notices/mail/", views.mail, name="notices-mail"),
    path("notices/stop/<str:ticket>/", views.stop, name="notices-stop"),
]
