"""Background work: a table of jobs with lease, attempts, key, schedule and progress (docs/adr/0016-queue.md)."""
