"""What is a vendor's file of results trying to say? One declarative mapping a product.

A mapping names the columns it reads; every other column is dropped unread.
"""
