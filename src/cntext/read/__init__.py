"""Reading: paths → bytes → text with its encoding and its header."""
