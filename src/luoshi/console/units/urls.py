"""Addresses of the pages about units."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
