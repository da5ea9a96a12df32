"""Addresses of the officials' pages: one line for each subject."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "console"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("luoshi.console.work.urls")),
    path("", include("luoshi.console.reports.urls")),
    path("", include("luoshi.console.accounts.urls")),
    path("policies/", include("luoshi.console.policies.urls")),
    path("journal/", include("luoshi.console.journal.urls")),
    path("system/", include("luoshi.console.system.urls")),
    path("units/", include("luoshi.console.units.urls")),
    path("tasks/", include("luoshi.console.tasks.urls")),
    path("files/", include("luoshi.console.files.urls")),
    path("plans/", include("luoshi.console.enactment.urls")),
    path("parties/", include("luoshi.console.parties.urls")),
    path("notices/", include("luoshi.console.notices.urls")),
    path("sheets/", include("luoshi.console.sheets.urls")),
]
