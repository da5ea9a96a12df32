"""Addresses of plans."""

from django.urls import path

from luoshi.console.enactment import views

urlpatterns = [
    path("", views.plans, name="plans"),
    path("policy/<int:pk>/", views.new, name="plan_new"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/choices/", views.choices, name="plan_choices"),
    path("<int:pk>/approve/", views.approve, name="plan_approve"),
    path("<int:pk>/drop/", views.drop, name="plan_drop"),
]
