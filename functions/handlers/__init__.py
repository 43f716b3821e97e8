"""One function an audience: a route reads, calls a service, answers. No rule lives here."""
