"""What the search knows of the words of people: synonyms, and what was looked for in vain."""
