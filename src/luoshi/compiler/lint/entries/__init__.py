"""What the catalogue says about each check: title, explanation, example, severity."""
