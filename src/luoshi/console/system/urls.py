"""Addresses of the machine."""

from django.urls import path

from luoshi.console.system import pages

urlpatterns = [
    path("", pages.system, name="system"),
    path("jobs/", pages.jobs, name="jobs"),
    path("jobs/<int:pk>/retry/", pages.retry, name="retry_job"),
    path("jobs/<int:pk>/cancel/", pages.cancel, name="cancel_job"),
]
