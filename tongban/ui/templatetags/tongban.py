"""The tag library ``{% load tongban %}``: everything a page needs, gathered from ``ui.tags``."""

from django import template

from tongban.ui.tags import charts, dates, forms, lists, page, status

register = template.Library()
for part in (page, dates, status, lists, forms, charts):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
