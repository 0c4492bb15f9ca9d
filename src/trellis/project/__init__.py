"""Settings, addresses and the two doors (ASGI, WSGI-less): how the rooms become one site.

Menus are built here, because only this room knows them all.
"""
