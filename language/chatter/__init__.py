"""How much a message sounds like chatter: learnt from lines people wrote, not from rules."""
