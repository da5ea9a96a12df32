"""The policy pack: what a compiled policy holds, its files, differences and corrections."""
