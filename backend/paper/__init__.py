"""Papers that people take along: a finished view, set as a PDF file that screen readers can read too."""
