"""What editors do with templates: make, compare, restore and check them, and look things up."""
