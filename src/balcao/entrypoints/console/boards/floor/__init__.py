"""Working pages for people who stand: one question a screen, a scanner in one hand."""
