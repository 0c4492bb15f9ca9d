"""How does a delivery go from received to published, one step at a time?"""
