"""Taking in a stranger's catalogue: read the table, guess its columns, clean each row, decide, write, report."""
