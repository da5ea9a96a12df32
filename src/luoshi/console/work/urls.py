"""Addresses of a person's own work."""

from django.urls import path

from luoshi.console.work import answering, deciding, home

urlpatterns = [
    path("", home.home, name="home"),
    path("work/answer/", answering.to_answer, name="to_answer"),
    path("work/answer/acknowledge/", answering.acknowledge, name="acknowledge"),
    path("work/acknowledge/", answering.acknowledge_many, name="acknowledge_many"),
    path("work/rule/", deciding.to_rule, name="to_rule"),
    path("work/close/", deciding.to_close, name="to_close"),
    path("work/except/", deciding.to_except, name="to_except"),
]
