"""Luoshi 落实: turns a government policy document into the system that carries it out."""

__version__ = "0.2.0"
