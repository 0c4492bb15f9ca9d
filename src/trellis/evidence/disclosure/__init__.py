"""What may leave: the gate between counts of students and everything that people read."""
