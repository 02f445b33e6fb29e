"""What README.md says about speed, as commands: python -m benchmarks."""
