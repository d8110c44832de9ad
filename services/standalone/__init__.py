"""Everything in one process: the chain as a loop without a broker, and all services on an embedded broker."""
