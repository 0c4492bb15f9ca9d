"""SQLite as Django has it, with connections that are kept for the next who needs one."""
