"""One drawing function per kind of object, found by name."""
