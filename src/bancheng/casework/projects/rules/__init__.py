"""Pure decisions of projects: words, what may be registered, nodes of a problem. No ORM."""
