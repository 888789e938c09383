"""A population to work on: wholly fictional lives, the same on every machine for the same seed and day."""
