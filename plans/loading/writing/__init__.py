"""A file that has been read and checked, into the tables."""
