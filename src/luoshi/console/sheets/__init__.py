"""The spreadsheet an office uses today, on its way into the ledger."""
