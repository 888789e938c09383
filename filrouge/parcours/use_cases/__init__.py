"""What people do with a parcours: the only writes."""
