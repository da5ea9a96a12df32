"""Pure decisions about policies under review: items and their fields, what carries over, what stands in the way."""
