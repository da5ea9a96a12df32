"""Addresses of tasks."""

from django.urls import path

from luoshi.console.tasks import create, ledger, task

urlpatterns = [
    path("", ledger.tasks, name="tasks"),
    path("<int:pk>/", task.task, name="task"),
    path("<int:pk>/instruction/", task.instruction, name="instruction"),
    path("<int:pk>/do/<slug:name>/", task.deed, name="deed"),
    path("<int:pk>/do/<slug:name>/<int:of>/", task.deed, name="deed_of"),
    path("new/", create.new, name="task_new"),
    path("policies/", ledger.policy_choices, name="task_policies"),
]
