"""Which addresses belong to evidence?"""

from django.urls import path

from trellis.evidence import views

urlpatterns = [
    path("evidence/", views.explore, name="evidence"),
    path("evidence/table.csv", views.as_csv, name="evidence-csv"),
    path("evidence/chart.vl.json", views.as_vega, name="evidence-vega"),
    path("evidence/pinned/", views.pinned, name="evidence-pin"),
    path("evidence/findings/<uuid:key>/", views.finding, name="finding"),
]
