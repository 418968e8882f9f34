"""Addresses of a sheet, and what stands on its pages."""

from django.urls import reverse

from plans.models import AllotmentSheet


def at(name, sheet, *more):
    return reverse(f"reporting:allotment-{name}", args=[sheet.plan.code, sheet.pk, *more])


def now(sheet):
    return AllotmentSheet.objects.get(pk=sheet.pk)


def words(response):
    return response.content.decode()
