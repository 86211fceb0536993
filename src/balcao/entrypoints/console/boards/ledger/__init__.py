"""The books: trial balance, statements, journals, months, files for the accountant."""
