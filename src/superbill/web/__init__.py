"""The pages: they translate requests into calls of app and rows into HTML."""
