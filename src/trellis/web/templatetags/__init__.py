"""Words and parts that templates use everywhere."""
