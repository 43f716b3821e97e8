"""The embedded server: the same handlers and events as on AWS, on one machine, on loopback alone. Never deployed."""
