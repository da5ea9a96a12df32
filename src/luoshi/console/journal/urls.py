"""Addresses of the journal."""

from django.urls import path

from luoshi.console.journal import events, seals

urlpatterns = [
    path("", events.events, name="journal"),
    path("exports/", events.exports, name="journal_exports"),
    path("events/<int:pk>/", events.event, name="journal_event"),
    path("seals/", seals.seals, name="journal_seals"),
    path("seals/verify/", seals.verify, name="journal_verify"),
    path("seals/verify/<int:pk>/", seals.run, name="journal_verification"),
]
