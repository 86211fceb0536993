"""How files are read, lines matched, and what is booked for them. Pure."""
