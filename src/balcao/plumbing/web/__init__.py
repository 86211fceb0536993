"""What every answer carries, and files that are served without asking a view."""
