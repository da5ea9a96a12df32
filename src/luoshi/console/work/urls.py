"""Addresses of a person's own work."""

from django.urls import path

from luoshi.console.work import answering, deciding, home

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/answer/", answering.to_answer, name="to_answer"),
    path("desk/answer/acknowledge/", answering.acknowledge, name="acknowledge"),
    path("desk/acknowledge/", answering.acknowledge_many, name="acknowledge_many"),
    path("desk/rule/", deciding.to_rule, name="to_rule"),
    path("desk/close/", deciding.to_close, name="to_close"),
    path("desk/except/", deciding.to_except, name="to_except"),
]
