"""Files that people bring: measured, told apart, taken to pieces in a child process, and kept whole or not at all."""
