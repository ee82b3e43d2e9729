"""证明事项清单: kept by the judicial office, updated within seven working days; off it no proof may be asked for."""
