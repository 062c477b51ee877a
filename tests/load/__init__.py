"""Many visitors at once, over the real WebSocket of the real page."""
