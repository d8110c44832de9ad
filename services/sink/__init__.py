"""The sink: writes complete records into the store, then hands out what goes onto the enriched topics."""
