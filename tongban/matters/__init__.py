"""Matters (件): whatever has a number, a responsible office, steps, clocks and a trail."""
