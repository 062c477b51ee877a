"""The pages of stored originals as pictures, with the words of a quote boxed on them."""
