"""What a language model may do for the coder: quote facts, and put a closed list in order. It never names a code. Nothing here sends anything."""
