"""What leaves the system as paper: sheets, review pages, official documents."""
