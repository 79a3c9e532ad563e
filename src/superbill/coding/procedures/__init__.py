"""Services that a note says were done: a table of words and choices is held against it. What is of one jurisdiction stands in `places/`."""
