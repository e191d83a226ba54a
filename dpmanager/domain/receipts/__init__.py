"""Rules about receipts."""
