"""The first page of everyone: what waits, in the order of urgency; and answering what was assigned."""
