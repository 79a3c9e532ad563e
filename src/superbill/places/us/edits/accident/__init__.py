"""Edits: claims that come of an accident, on the road, at work or elsewhere."""
