"""The command line. One module a command; it wires options to jobs and nothing else."""
