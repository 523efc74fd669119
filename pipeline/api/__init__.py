"""What programs call: the functions that `pipeline` offers, and what they give back."""
