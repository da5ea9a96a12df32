"""Decisions about units, without a database: names, dates, what follows what, which name means which unit."""
