"""What is a request in Trellis: one whose person is known."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from trellis.district.api import Person


class PageRequest(HttpRequest):
    """A request of a signed-in person; `LoginRequiredMiddleware` has seen to that."""

    user: Person
    htmx: HtmxDetails
