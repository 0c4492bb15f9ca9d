"""How well does support work: frozen definitions, counted for departments, never for a person?"""
