"""Running bundles (一件事办件) for those who coordinate them, take them in and hand their results out."""
