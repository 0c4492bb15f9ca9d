"""Conversations in rooms without a network: the printed packet, and what is entered afterwards."""
