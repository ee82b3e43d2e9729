"""四级四同: four elements come from the basic catalogue, six are kept uniform, the lists above are watched (CAT-03, 05, 06)."""
