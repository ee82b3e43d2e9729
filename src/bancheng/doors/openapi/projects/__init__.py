"""投资项目对接: the inlet for departments' own approval and office systems."""
