"""Star rates of departments and levels against the dated targets of the locality."""
