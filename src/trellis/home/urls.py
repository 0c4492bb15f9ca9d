"""Which addresses belong to the pages that cross rooms?"""

from django.urls import path

from trellis.home import views, views_decisions, views_learned, views_minutes
from trellis.home.paper import views as paper
from trellis.home.report import views as report

urlpatterns = [
    path("", views.today, name="today"),
    path("schools/", views.schools, name="schools"),
    path("schools/<slug:key>/", views.school, name="school"),
    path("district/", views.district, name="district"),
    path("learned/", views_learned.what_we_learned, name="learned"),
    path("schools/<slug:key>/decisions/", views_decisions.of_school, name="school-decisions"),
    path("district/decisions/", views_decisions.of_district, name="district-decisions"),
    path("district/report/", report.page, name="report"),
    path("district/report/report.css", report.css, name="report-css"),
    path("district/report.zip", report.as_zip, name="report-zip"),
    path("search/", views.search, name="search"),
    path("conversations/<int:pk>/minutes/", views_minutes.minutes, name="minutes"),
    path("conversations/<int:pk>/minutes.pdf", views_minutes.as_pdf, name="minutes-pdf"),
    path("conversations/<int:pk>/minutes.md", views_minutes.as_markdown, name="minutes-md"),
    path("conversations/<int:pk>/minutes.json", views_minutes.as_json, name="minutes-json"),
    path("conversations/<int:pk>/packet.pdf", paper.packet, name="packet"),
    path("conversations/<int:pk>/from-paper/", paper.from_paper, name="from-paper"),
    path("me/", views.me, name="me"),
    path("what-is-recorded/", views.what_is_recorded, name="what-is-recorded"),
]
