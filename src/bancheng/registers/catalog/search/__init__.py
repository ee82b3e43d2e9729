"""The item search: folding, terms, the question in SQL of both databases. Nothing here knows a guide."""
