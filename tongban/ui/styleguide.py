"""The living style page: every component in its states, with the code that makes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/styleguide.html")
