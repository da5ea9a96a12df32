"""Addresses of notices."""

from django.urls import path

from luoshi.console.notices import endpoints, mine, sharing

urlpatterns = [
    path("", mine.notices, name="notices"),
    path("<int:pk>/open/", mine.follow, name="notice_open"),
    path("<int:pk>/read/", mine.read, name="notice_read"),
    path("read/", mine.read_all, name="notices_read"),
    path("preferences/", mine.preferences, name="notice_preferences"),
    path("group/", sharing.group_text, name="group_text"),
    path("calendar/", sharing.calendar, name="calendar"),
    path("calendar/new/", sharing.subscribe, name="calendar_new"),
    path("calendar/<int:pk>/revoke/", sharing.unsubscribe, name="calendar_revoke"),
    path("endpoints/", endpoints.endpoints, name="endpoints"),
    path("endpoints/new/", endpoints.new, name="endpoint_new"),
    path("endpoints/<int:pk>/", endpoints.edit, name="endpoint"),
    path("endpoints/<int:pk>/secret/", endpoints.secret, name="endpoint_secret"),
    path("endpoints/<int:pk>/switch/", endpoints.switch, name="endpoint_switch"),
    path("endpoints/<int:pk>/test/", endpoints.test, name="endpoint_test"),
    path("deliveries/", endpoints.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/again/", endpoints.again, name="delivery_again"),
]
