"""Workbooks of the catalogue: gathered from a file, planned against what there is, marked, made as template or list."""
