"""What every room may yield: findings with their place and fix, and the result of a page."""
