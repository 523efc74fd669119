"""What a docset teaches by itself: which sentences people change, which words they use."""
