"""Executable specifications of facts: claims checked against reference data that names its sources."""

__version__ = "0.1.0"
