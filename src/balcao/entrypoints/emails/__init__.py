"""Mails to shoppers: what they say, and that each is sent once."""
