"""What can be wrong. One small generator a rule, registered by name, its docstring its page."""
