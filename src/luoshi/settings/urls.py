"""Every address of the product. Each leads to a view that carries its access decision (``luoshi.ui.guard``)."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("luoshi.console.accounts.sign_in_urls")),
    path("", include("luoshi.ui.urls")),
    path("", include("luoshi.api.urls")),
    path("", include("luoshi.console.urls")),
]
