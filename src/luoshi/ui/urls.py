"""Addresses of the screens themselves."""

from django.urls import path

from luoshi.ui import views

app_name = "ui"

urlpatterns = [
    path("views/save", views.save_view, name="save_view"),
    path("views/<int:pk>/drop", views.drop_view, name="drop_view"),
    path("drafts", views.draft, name="draft"),
    path("styleguide", views.style_guide, name="styleguide"),
    path("styleguide/units", views.style_guide_units, name="styleguide_units"),
]
