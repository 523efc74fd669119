"""Floor 6: how jobs run over many pages."""
