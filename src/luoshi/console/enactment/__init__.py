"""Plans: what enacting a policy would do, choices, approval."""
