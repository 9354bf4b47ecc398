"""What a crash, a race, a full disk or a lost database does to a running city: real processes, both databases."""
