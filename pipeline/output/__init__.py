"""Floor 7: findings and results, as people and programs read them."""
