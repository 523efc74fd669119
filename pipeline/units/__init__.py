"""Translation units, however they were found."""
