"""The audit administrator's pages: the journal, its seals, exports."""
