"""The workshop of bundles: the list, the editor, the four documents, publishing."""
