"""The demo books: what companies do (plans.py), and a year of it going by through the operations (year.py)."""
