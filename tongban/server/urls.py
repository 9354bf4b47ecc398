"""Every address of the platform, module by module."""

from django.urls import URLPattern, URLResolver, include, path

from tongban.portal.api import api, no_such_call
from tongban.server import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tongban.ui.urls")),
    path("", include("tongban.people.urls")),
    path("", include("tongban.matters.urls")),
    path("", include("tongban.calendars.urls")),
    path("", include("tongban.documents.urls")),
    path("", include("tongban.exchange.urls")),
    path("", include("tongban.portal.urls")),
    path("", include("tongban.catalogue.urls")),
    path("", include("tongban.bundles.urls")),  # before those of cases: my/<number>/ is theirs
    path("", include("tongban.cases.urls")),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.metrics),
    path("api/v1/", api.urls),
    path("api/<path:rest>", no_such_call),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = "tongban.ui.views.bad_request"
handler403 = "tongban.ui.views.forbidden"
handler404 = "tongban.ui.views.not_found"
handler500 = "tongban.ui.views.server_error"
