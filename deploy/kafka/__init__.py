"""A real one-node Apache Kafka 4 without Docker: Java 17 and Maven are all it needs."""
