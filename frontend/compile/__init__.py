"""Templates become one script: jinja2 reads them, this writes what it read as functions for the browser."""
