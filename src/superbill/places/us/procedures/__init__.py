"""What American offices bill beside the visit: tables of services, drugs with their units, vaccines, therapy by the minute, modifiers."""
