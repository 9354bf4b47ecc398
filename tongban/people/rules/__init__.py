"""Pure questions about identifiers, roles and sign-in."""
