"""What ``amana demo`` is made of: the program run for show, an app on it, and checks of both."""
