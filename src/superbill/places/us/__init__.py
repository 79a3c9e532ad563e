"""The United States: what only it has. Its edits and the tables they look into are in `edits`."""
