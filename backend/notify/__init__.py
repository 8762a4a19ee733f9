"""The ways out to people: payloads without personal data."""
