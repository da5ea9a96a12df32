"""The system administrator's pages: health and background work, no business data."""
