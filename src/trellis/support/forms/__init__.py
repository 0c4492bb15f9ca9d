"""How are forms of support read? One file a subject."""
