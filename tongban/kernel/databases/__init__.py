"""How acts speak to the database: what nobody waits for goes along with what somebody does wait for."""
