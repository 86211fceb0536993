"""What adapters of buying must be able to do."""
