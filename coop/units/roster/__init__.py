"""A unit's branches and people come in from one spreadsheet: every row is checked, and every refusal has its reason."""
