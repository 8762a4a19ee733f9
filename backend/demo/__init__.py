"""The demo town: invented people, invented employers, believable days. Nothing here is anybody's."""
