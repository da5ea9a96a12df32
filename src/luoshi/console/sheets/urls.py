"""Addresses of sheets."""

from django.urls import path

from luoshi.console.sheets import views

urlpatterns = [
    path("", views.sheets, name="sheets"),
    path("new/", views.new, name="sheet_new"),
    path("<int:pk>/", views.sheet, name="sheet"),
    path("<int:pk>/columns/", views.columns, name="sheet_columns"),
    path("<int:pk>/name/", views.name, name="sheet_name"),
    path("<int:pk>/row/", views.row, name="sheet_row"),
    path("<int:pk>/apply/", views.apply, name="sheet_apply"),
    path("<int:pk>/leave/", views.leave, name="sheet_leave"),
]
