"""Tasks on screen: the ledger, the page of a task, and the acts of the office."""
