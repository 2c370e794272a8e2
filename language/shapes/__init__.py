"""Messages with a shape of their own: notices in fields, minutes, rolls, lists of work or hazards."""
