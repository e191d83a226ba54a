"""Receipts and other proof."""
