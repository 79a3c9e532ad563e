"""Documents for people, as PDF."""
