"""Edits: trips by ambulance."""
