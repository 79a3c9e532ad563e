"""Filing in time, and corrections of what was filed."""
