"""What only one jurisdiction has: tables, edits, levels, formats."""
