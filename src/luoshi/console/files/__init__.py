"""Stored files on their way out."""
