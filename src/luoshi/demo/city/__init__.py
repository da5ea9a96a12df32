"""The invented city: its areas, units, people; nobody and nothing in it is real."""
