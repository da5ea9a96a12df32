"""A web application with one address that takes uploads, for a server that is killed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import path


def take(request: HttpRequest) -> HttpResponse:
    from luoshi.files.services import store
    from luoshi.kernel.actors import system_actor

    upload = request.FILES["file"]
    assert isinstance(upload, UploadedFile)
    file = store(system_actor("990100", date(2026, 3, 2)), upload)
    return HttpResponse(str(file.pk))


urlpatterns = [path("", take)]


def application_on(folder: Path) -> Any:
    """The application, with its files in ``folder``."""
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    django.setup()
    settings.FILES_ROOT = folder / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(folder / "temporary")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = __name__
    return WSGIHandler()


if "UPLOADS_OF_THE_TEST" in os.environ:  # in the server only
    application = application_on(Path(os.environ["UPLOADS_OF_THE_TEST"]))
