"""A file per noun: parse, authorise, call one thing, render."""
