"""How jobs run over many pages."""
