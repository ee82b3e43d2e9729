"""Public lists for machines."""
