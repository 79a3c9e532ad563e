"""Django settings and the one urls.py."""
