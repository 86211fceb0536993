"""Where addresses lie, without asking anybody."""
