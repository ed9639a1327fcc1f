"""The message catalogues: collected from code and templates, compiled, and checked, without GNU gettext."""
