"""What-if: runs compared, replicated, searched."""
