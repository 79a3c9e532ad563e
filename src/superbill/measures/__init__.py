"""One file for each figure of merit: its formula, its source, its calculation."""
