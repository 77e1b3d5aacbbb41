"""The console: whoever answers for a service reads, corrects and publishes its policy here."""
