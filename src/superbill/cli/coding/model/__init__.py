"""The optional language model: ask it about a visit, and look at what it was asked and answered. Off by default."""
