"""Service points (服务点), windows (窗口), the devices on them, and visits (到访)."""
