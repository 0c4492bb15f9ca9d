"""What waits for a person: notices inside Trellis, and at most one mail a day that counts them."""
