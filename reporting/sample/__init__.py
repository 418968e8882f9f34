"""A sample: two provinces' years as they might have gone, written through the same verbs that people use."""
