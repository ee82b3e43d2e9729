"""Bancheng 办成: an open integrated government service platform."""

__version__ = "0.1.0"
