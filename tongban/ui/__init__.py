"""The look and the words: tokens, base pages, components, slots, wording of obstacles."""
