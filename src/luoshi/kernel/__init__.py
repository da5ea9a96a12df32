"""Values that every floor uses: spans, numerals, quantities, periods, working days, identifiers. Pure; no clock of its own."""
