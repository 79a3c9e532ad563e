"""Money, days and periods, identifiers, findings, errors: what every other folder builds on. Imports nothing of ours."""
