"""Addresses of stored files."""

from django.urls import path

from luoshi.console.files import views

urlpatterns = [path("<int:pk>/", views.file, name="file")]
