"""The benchmarks behind ``amana bench NAME``: one file each, on the running program."""
