"""The views of the pages about policies, one module per page."""
