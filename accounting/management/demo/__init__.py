"""The demo books: the plans of the companies (plans.py), and a year of their work by the operations."""
