"""One person, one account, however many memberships: signing in, staying signed in, and coming back after forgetting."""
