"""Settings, addresses, command line: how Tongban is started."""
