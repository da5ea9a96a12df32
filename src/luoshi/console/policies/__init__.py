"""Pages about policies: list, upload, review, confirmation, versions, opinions."""
