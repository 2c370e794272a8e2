"""What `zhibu` does besides running: roster, doctor, backup, understand. bot/cli.py names them."""
