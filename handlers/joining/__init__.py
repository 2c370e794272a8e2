"""Groups, accounts and people: who comes, who is who, and what a chat is for."""
