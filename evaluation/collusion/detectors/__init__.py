"""One detector per file; each registers itself and is found by walking this package."""
