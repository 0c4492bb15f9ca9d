"""Which protocols are there? Each is a data file, written in our own words and credited."""
