"""Numbers and days in templates: `{{ total|number:1 }}`, `{{ share|percent }}`, `{{ last_day|day }}`; None is empty."""

from django import template

from portal import dates, numbers

register = template.Library()

register.filter("number", numbers.format_number)
register.filter("percent", numbers.format_percent)
register.filter("padded", numbers.padded)
register.filter("unbroken", numbers.unbroken)
register.filter("day", dates.format_date)
register.filter("moment", dates.format_moment)
register.filter("in_words", dates.date_in_words)
