"""Whole catalogues that go out and come in: a portable archive, and the sheets of the national exchange."""
