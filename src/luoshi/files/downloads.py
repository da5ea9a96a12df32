"""Handing a file out: the right type, no sniffing, and an entry in the journal."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponseBase, StreamingHttpResponse

from luoshi.files.models import StoredFile
from luoshi.files.rules import BY_MEDIA_TYPE
from luoshi.files.services import note_download, pieces
from luoshi.kernel.actors import Actor


def download(actor: Actor, file: StoredFile, *, inline: bool = False) -> HttpResponseBase:
    """The response for a file that the actor may see (the route's guard decided that).

    ``inline``: shown in the browser, for pictures and PDF only; everything else is saved. Raises ``Refused`` when the
    content is lost or erased.
    """
    body = pieces(file)
    note_download(actor, file)
    kind = BY_MEDIA_TYPE.get(file.media_type)
    shown = inline and kind is not None and kind.inline
    response = StreamingHttpResponse(body, content_type=file.media_type if kind else "application/octet-stream")
    how = "inline" if shown else "attachment"
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    response["Content-Disposition"] = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
