"""Django's backend for PostgreSQL, with a cheaper test of whether a connection can be used again, and transactions that
begin with their first statement."""
