"""Writing a guide: the sections of its body as forms, saved one at a time."""
