"""How a department stands: coverage of the platform (CAT-41) and the nine aspects of standardisation (CAT-46)."""
