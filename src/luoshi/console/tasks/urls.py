"""Addresses of tasks."""

from django.urls import path

from luoshi.console.tasks import ledger

urlpatterns = [
    path("", ledger.tasks, name="tasks"),
    path("policies/", ledger.policy_choices, name="task_policies"),
]
