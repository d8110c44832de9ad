"""What an operator does after trouble: look at dead letters, send them again, enrich again, see what that changed."""
