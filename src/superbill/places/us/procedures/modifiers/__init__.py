"""Modifiers, each proposed by a small function over a line, what the note says of it, and the claim: with reason, source, sure or to ask.

`propose_modifiers` goes through the functions; nothing is put on a line by itself. What 25 and 57 want stands in `levels.beside`.
"""
