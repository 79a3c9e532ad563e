"""Dictations of a visit: what was heard, and the person who confirms or discards it."""
