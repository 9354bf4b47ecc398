"""Demo systems of departments (税务, 车管, 社保, 省受理平台): one small program each."""
