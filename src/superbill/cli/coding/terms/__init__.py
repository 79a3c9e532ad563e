"""The terms that your coders taught: look at them, give them to another site, take one in, undo."""
