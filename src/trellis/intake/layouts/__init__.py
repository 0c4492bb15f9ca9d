"""Files whose columns are fixed: OneRoster and the layouts of our own."""
