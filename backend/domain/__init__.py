"""Pure rules of meetings, jobs and the joblog; time and ids arrive as arguments."""
