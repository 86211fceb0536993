"""What is printed: labels and papers as PDF, used by the console, the API and mails alike.

A paper takes a frozen value of ``values`` and returns bytes; it asks nobody anything. ``filling``
alone asks domains, for those who print labels. Barcodes are drawn as vectors, texts in an embedded
font that covers Latin, Greek and Cyrillic.
"""
