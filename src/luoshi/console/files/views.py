"""A stored file goes out to who may see the object it hangs on; each download is journalled."""

from __future__ import annotations

from django.http.response import HttpResponseBase

from luoshi.files.access import policy
from luoshi.files.downloads import download
from luoshi.files.models import StoredFile
from luoshi.ui.guard import OfficialRequest, guard


@guard(policy, "download", model=StoredFile)
def file(request: OfficialRequest, file: StoredFile) -> HttpResponseBase:
    """The bytes of a file; ``?inline=1`` shows safe kinds in the browser."""
    return download(request.actor, file, inline=request.GET.get("inline") == "1")
