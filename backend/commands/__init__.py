"""Every write, one transaction each; forms and sync both end here."""
