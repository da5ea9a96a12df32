"""enactment."""
