"""Template filters that write moments in words, with the full moment (UTC) as text or title."""

from datetime import datetime

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def utc(moment: datetime) -> SafeString:
    """Write `2026-01-15 10:30:00 UTC`."""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), _full(moment))


@register.filter
def ago(moment: datetime) -> SafeString:
    """Write `3 minutes ago` or `4 minutes from now`, with the largest unit only. The full moment is the title."""
    words, _, rest = str(naturaltime(moment)).partition(",")
    if rest:
        words += " from now" if rest.endswith("from now") else " ago"
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), _full(moment), words)


@register.filter
def ahead(moment: datetime) -> SafeString:
    """Write `in 4 minutes`, or `now` for a moment of this second or in the past."""
    words = str(naturaltime(moment)).split(",")[0].removesuffix("from now").strip()
    words = f"in {words}" if moment > timezone.now() and words != "now" else "now"
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), _full(moment), words)


@register.filter
def duration(milliseconds: int) -> str:
    """Write `193 ms` or `15.0 s`, with a non-breaking space."""
    return f"{milliseconds}\xa0ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f}\xa0s"


def _full(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
