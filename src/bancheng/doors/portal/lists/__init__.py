"""Public lists: their index, a list with search and filters, its print view, its files."""
