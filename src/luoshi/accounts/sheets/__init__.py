"""People and posts in and out of Excel."""
