"""Addresses of my account, people, posts and rights."""

from django.urls import path

from luoshi.console.accounts import me

urlpatterns = [
    path("me/", me.account, name="my_account"),
]
