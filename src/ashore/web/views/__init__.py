"""Function views, one module a matter: each asks for a right, calls the engine, shows a page."""
