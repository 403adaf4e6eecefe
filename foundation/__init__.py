"""Code that all other packages may import. It imports none of them."""
