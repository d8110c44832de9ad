"""What every service is built on."""
