"""One program over several processes: start them, start again what dies, stop them in order."""
