"""Two faces: the chat in the browser and the command line."""
