"""What python -m atlas does, a module a command."""
