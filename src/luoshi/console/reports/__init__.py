"""Reporting on screen: the grid of a month, the page of a report, the desks of who passes and who verifies."""
