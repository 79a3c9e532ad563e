"""The coder: how well its suggestions agree with those of people, and what it learns from them."""
