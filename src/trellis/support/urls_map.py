"""Which addresses belong to the support map and the measures?"""

from django.urls import path

from trellis.support.views import map as maps
from trellis.support.views import metrics

urlpatterns = [
    path("support/map/", maps.the_map, name="support-map"),
    path("support/map/download/", maps.download, name="support-map-csv"),
    path("support/map/next-day/", maps.next_day, name="next-day"),
    path("support/measures/", metrics.measures, name="support-measures"),
    path("support/measures/<slug:key>/", metrics.measure, name="support-measure"),
]
