"""Pages of the organisations outside government."""
