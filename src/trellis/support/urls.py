"""Which addresses belong to support?"""

from django.urls import URLPattern, URLResolver

from trellis.support import urls_map, urls_requests, urls_visits

urlpatterns: list[URLPattern | URLResolver] = [
    *urls_requests.urlpatterns,
    *urls_visits.urlpatterns,
    *urls_map.urlpatterns,
]
