"""What all examples' demonstrations share: the command line, its two lines, a made-up browser."""
