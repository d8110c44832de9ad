"""Alembic's migrations of the store's tables; `services.sink.store` runs them."""
