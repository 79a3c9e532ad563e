"""One box for all code books: words in, codes out, each with the reason why it was found."""
