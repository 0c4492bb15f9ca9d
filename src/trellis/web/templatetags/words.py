"""How do templates say dates, counts and icons?"""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trellis.lib import api as lib

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite in web/base.html; hidden from screen readers."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>', name)


@register.filter
def as_day(when: date | datetime | None) -> str:
    """Say a date as people do: "Thu Nov 20"; with its year when that is not this year."""
    if when is None:
        return ""
    local = timezone.localtime(when).date() if isinstance(when, datetime) else when
    return lib.day(local, year=local.year != timezone.localdate().year)


@register.filter
def as_near_day(when: date | datetime | None) -> str:
    """Say a date as people do who stand before it: "Today", "Tomorrow", else "Thu Nov 20"."""
    if when is None:
        return ""
    local = timezone.localtime(when).date() if isinstance(when, datetime) else when
    near = {0: "Today", 1: "Tomorrow"}
    return near.get((local - timezone.localdate()).days) or as_day(local)


@register.filter
def as_clock(when: datetime | None) -> str:
    """Say a time of day: "8:05", "3:30 pm"."""
    return lib.clock(timezone.localtime(when)) if when else ""


@register.filter
def as_count(n: int, words: str) -> str:
    """Say how many: `{{ 3|as_count:"visit" }}`, `{{ 3|as_count:"child,children" }}`."""
    one, _, many = words.partition(",")
    return lib.count(n, one, many)


@register.filter
def as_sentence(text: str) -> str:
    """Begin with a capital letter."""
    return lib.sentence(text)


@register.filter
def as_school_year(year: int) -> str:
    """Say a school year: 2026 is "2025–26"."""
    return lib.school_year(int(year))
