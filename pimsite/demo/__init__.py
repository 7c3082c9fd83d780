"""The real library as demo content: readable data files and an idempotent loader."""
