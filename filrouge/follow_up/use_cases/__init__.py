"""What happens in the person's life, and what breaks: the only writes."""
