"""What programs read: ``/api/v1`` with tokens, and calendar subscriptions."""
