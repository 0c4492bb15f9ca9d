"""Three years of what the central office did for the schools, with patterns known beforehand."""
