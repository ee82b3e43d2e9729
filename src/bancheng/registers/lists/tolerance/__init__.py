"""容缺受理清单 (青海 6): derived from the guides in force; nobody keeps it by hand (APP-18)."""
