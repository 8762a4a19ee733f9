"""The way in: a job advert that a person points at, fetched without trusting anybody, and read."""
