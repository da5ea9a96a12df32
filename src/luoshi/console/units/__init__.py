"""Pages about units: list, unit, groups, areas, working days, settings."""
