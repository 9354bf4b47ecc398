"""Working days (工作日) and the arithmetic of deadlines (时限)."""
