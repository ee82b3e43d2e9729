"""一次办妥 modes and the negative list."""
