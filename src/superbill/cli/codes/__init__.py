"""The code books: look codes up as they stood on a day, install official files, see what they change."""
