"""The entry of the demo provider's one process that serves pages."""

import os

from django.core.wsgi import get_wsgi_application

from tongban.exchange.demo.identity.running import SETTINGS

os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
application = get_wsgi_application()
