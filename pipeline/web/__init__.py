"""What people see in a browser: the report on disk, and the review on localhost."""
