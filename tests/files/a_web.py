"""A web application with one address that takes uploads, for a server that is killed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import django
from django.conf import settings

django.setup()
FOLDER = Path(os.environ["UPLOADS_OF_THE_TEST"])
settings.FILES_ROOT = FOLDER / "files"
settings.FILE_UPLOAD_TEMP_DIR = str(FOLDER / "temporary")
settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 (the settings come first)
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from luoshi.files.services import store  # noqa: E402
from luoshi.kernel.actors import system_actor  # noqa: E402


def take(request: HttpRequest) -> HttpResponse:
    file = store(system_actor("990100", date(2026, 3, 2)), request.FILES["file"])
    return HttpResponse(str(file.pk))


urlpatterns = [path("", take)]
application = WSGIHandler()
