"""The story of each kind of signal, in files named as those of `queries/signals/`: a list `STORIES` in each."""
