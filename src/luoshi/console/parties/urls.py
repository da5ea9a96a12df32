"""Addresses of organisations."""

from django.urls import path

from luoshi.console.parties import views

urlpatterns = [
    path("", views.parties, name="parties"),
    path("new/", views.new, name="party_new"),
    path("<int:pk>/", views.party, name="party"),
]
