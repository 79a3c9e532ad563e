"""One module a subject; one function a page or an act. Each is one call into `app`."""
