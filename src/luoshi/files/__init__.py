"""Stored files: content on disk by hash, type told by content, secrecy marks, rights through the owning object."""
