"""Values that every floor uses: spans, quantities, periods, working days, identifiers. Pure; no clock of its own."""
