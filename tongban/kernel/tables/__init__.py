"""The tables of the kernel, one topic a file; ``kernel.models`` gathers them for Django."""
