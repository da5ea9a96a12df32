"""The only writers of notices, preferences and ways out, besides the readers of the journal."""

from luoshi.notify.services.endpoints import (
    EndpointDraft,
    change_endpoint,
    create_endpoint,
    renew_secret,
    send_again,
    switch_endpoint,
    test_endpoint,
)
from luoshi.notify.services.own import PreferenceDraft, mark_all_read, mark_read, save_preference

__all__ = [
    "EndpointDraft",
    "PreferenceDraft",
    "change_endpoint",
    "create_endpoint",
    "mark_all_read",
    "mark_read",
    "renew_secret",
    "save_preference",
    "send_again",
    "switch_endpoint",
    "test_endpoint",
]
