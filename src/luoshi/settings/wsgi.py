"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("LUOSHI_POOL", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.settings.base")
application = get_wsgi_application()
