"""From domain to the frozen structs that templates are given."""
