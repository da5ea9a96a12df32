"""Reading files into raw text with structure, and repairing damaged text in reviewable layers."""
